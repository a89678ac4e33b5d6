"""Photographs of a document: where they come from, and what is shown of those that are gone."""

from collections.abc import Callable
from dataclasses import replace

from prongsai.reports.rules.blocks import Block, Document, Gallery, Section

#: Gives a photograph by its hash as a JPEG that is small enough to print; None where it is gone.
Photos = Callable[[str], bytes | None]


def no_photos(_sha256: str) -> bytes | None:
    """Give none."""
    return None


def shown_photos(document: Document, photos: Photos) -> tuple[Document, dict[str, bytes]]:
    """Return a document without photographs that are gone, and the bytes of the others."""
    wanted = dict.fromkeys(
        picture.sha256
        for block in document.blocks
        if isinstance(block, Gallery)
        for picture in block.pictures
    )
    found = {name: content for name in wanted if (content := photos(name)) is not None}
    if len(found) == len(wanted):
        return document, found
    sections = tuple(_without(section, set(found)) for section in document.sections)
    return replace(document, sections=sections), found


def _without(section: Section, there: set[str]) -> Section:
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Gallery):
            kept = tuple(picture for picture in block.pictures if picture.sha256 in there)
            blocks += [Gallery(kept)] if kept else []
        else:
            blocks.append(block)
    return replace(section, blocks=tuple(blocks))
