"""Where the headings of a PDF stand."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf


def bookmarked(path: Path) -> tuple[int, list[int]]:
    """Return the number of pages of a file, and the page of each bookmark on top, from 1."""
    with pikepdf.open(path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return len(numbers), [numbers[mark.Dest[0].objgen] for mark in _marks(pdf)]


def _marks(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    mark = pdf.Root.Outlines.get("/First") if "/Outlines" in pdf.Root else None
    while mark is not None:
        yield mark
        mark = mark.get("/Next")
