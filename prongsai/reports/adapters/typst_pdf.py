"""PDF by Typst: tagged, archivable (PDF/A-2a) and accessible (PDF/UA-1); and pictures of charts."""

import atexit
import json
import os
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from threading import Lock
from typing import Any

import typst

from prongsai.reports.adapters.fonts import Family, family
from prongsai.reports.adapters.tounicode import with_readable_text
from prongsai.reports.adapters.typst_values import document_values, photo_file, picture_values
from prongsai.reports.rules.blocks import Chart, Document
from prongsai.reports.rules.photos import Photos, no_photos, shown_photos
from prongsai.reports.rules.style import Style

_HERE = Path(__file__).parent
_PARTS = ("words.typ", "charts.typ", "tables.typ")
STANDARDS = ["a-2a", "ua-1"]
#: Dots an inch of a picture: sharp on paper.
_DOTS = 200
#: What a panic of Typst becomes; its class cannot be imported.
_PANIC = "PanicException"
#: Documents that Typst remembers, and one that costs nothing.
_REMEMBERED, _NOTHING = 10, b"#set page(width: 1pt, height: 1pt)"
#: A compiler does one document at a time.
_turn = Lock()
#: Processes in which Typst ran: this one; or, in a fork, the one that its threads stayed behind in.
_used_in: set[int] = set()


def pdf_of(document: Document, style: Style, photos: Photos = no_photos) -> bytes:
    """Return a document as PDF; the same document and style give the same bytes.

    In:  photos: what gives the photographs, small enough to print

    Raises:
        FontsMissing: the operator's folder lacks a font.
    """
    letters = family(style.fonts)
    shown, found = shown_photos(document, photos)
    values = document_values(shown, style, letters)
    with TemporaryDirectory(dir=_photos()) as folder:
        # Typst takes pictures from the disk alone.
        for name, content in found.items():
            Path(folder, photo_file(name)).write_bytes(content)
        values["photos"] = Path(folder).name
        made = _made(values, letters)
    forget(letters)
    return with_readable_text(made, letters)


def _made(values: dict[str, Any], letters: Family) -> bytes:
    """Return the PDF; where Typst trips over titles that it repeats, one that repeats none.

    Typst 0.15 panics on some tables when a title of a group comes to stand at the end of a page.
    """
    try:
        return compiled("report.typ", values, letters, format="pdf", pdf_standards=STANDARDS)
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
    _compiler.cache_clear()  # what panicked is not trusted any more
    plain = {**values, "repeats": False}
    return compiled("report.typ", plain, letters, format="pdf", pdf_standards=STANDARDS)


def picture_of(chart: Chart, style: Style) -> bytes:
    """Return a chart as PNG, drawn as in the PDF."""
    letters = family(style.fonts)
    values = picture_values(chart, style, letters)
    return compiled("picture.typ", values, letters, format="png", ppi=_DOTS)


def compiled(source: str, values: dict[str, Any], letters: Family, **options: Any) -> bytes:
    """Return what Typst makes of one of our sources and of values."""
    files = {**_sources(source), "data.json": json.dumps(values, ensure_ascii=False).encode()}
    # A time of 0 keeps the clock out of the file.
    made = _compile(letters, input=files, timestamp=0, **options)
    if not isinstance(made, bytes):  # a picture of several pages would be a list
        raise TypeError(type(made))
    return made


def forget(letters: Family) -> None:
    """Let Typst drop what it remembers of a report, some 45 MB, by compiling nothing eleven times.

    It keeps the work of the last ten documents in case they come again; ours never do.
    """
    options: dict[str, Any] = {"input": {"main.typ": _NOTHING}, "format": "png", "ppi": 1}
    for _ in range(_REMEMBERED + 1):
        _compile(letters, **options)


def _compile(letters: Family, **options: Any) -> object:
    """Let Typst work; it would wait for ever in a fork, where its threads are no more."""
    if _used_in - {os.getpid()}:
        raise RuntimeError("Typst was used before this process was forked")
    with _turn:
        _used_in.add(os.getpid())
        return _compiler(letters.folder).compile(**options)


@lru_cache(maxsize=4)
def _sources(main: str) -> dict[str, bytes]:
    names = {"main.typ": main, **{name: name for name in _PARTS}}
    return {name: (_HERE / file).read_bytes() for name, file in names.items()}


@lru_cache(maxsize=4)
def _compiler(folder: Path) -> typst.Compiler:
    """Return the compiler of a folder of fonts; it is kept, with all that it has read."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder]
    )
    root = _photos()
    return typst.Compiler(root=root, font_paths=fonts, ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _photos() -> str:
    """Return the folder that Typst may read, and nothing else; it goes when the process does."""
    folder = mkdtemp(prefix="prongsai-photos-")
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder
