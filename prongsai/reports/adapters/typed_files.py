"""The lines of a report that somebody typed, out of PDF, DOCX or plain text.

Everything here may meet a file made to do harm: it runs in a process that may die.
"""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
import pypdfium2
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml import etree

from prongsai.foundation.adapters.tables import encoding_of
from prongsai.foundation.rules import FileMissing
from prongsai.methodology.thai import plain_digits
from prongsai.reports.adapters.typed_words import mended
from prongsai.reports.rules.typed.lines import Line
from prongsai.reports.rules.typed.refusals import (
    DocumentDamaged,
    DocumentKindUnknown,
    DocumentLocked,
    DocumentTooLarge,
    DocumentWithoutText,
)

#: More than these no annual report has: bytes, unpacked bytes, pages, letters.
_LARGEST, _UNPACKED, _PAGES, _LETTERS = 50 << 20, 256 << 20, 600, 3_000_000
#: What a locked DOCX begins with, and an old DOC: a file system of its own kind.
_COMPOUND = b"\xd0\xcf\x11\xe0"
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
_WRONG_PASSWORD = 4
_PAGE_END = "\f"
_Pages = Iterator[tuple[int, Iterator[str]]]


def lines_within(path: Path, seconds: float) -> list[Line]:
    """Read the lines of a report; this process dies when it takes longer.

    Raises: as `read_lines`.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return read_lines(path)
    except MemoryError as error:
        raise DocumentTooLarge(file=path.name) from error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def read_lines(path: Path) -> list[Line]:
    """Read the lines of a report, letters put right.

    Raises:
        FileMissing, EncodingUnknown, DocumentKindUnknown, DocumentLocked, DocumentDamaged.
        DocumentTooLarge, DocumentWithoutText.
    """
    if not path.is_file():
        raise FileMissing(file=path)
    if path.stat().st_size > _LARGEST:
        raise DocumentTooLarge(file=path.name)
    lines: list[Line] = []
    letters = 0
    for page, texts in _reader(path)(path):
        for on_page, text in enumerate(texts, 1):
            letters += len(text)
            if letters > _LETTERS:
                raise DocumentTooLarge(file=path.name)
            lines.append(Line(len(lines) + 1, page, on_page, plain_digits(mended(text))))
    if not any(line.text for line in lines):
        raise DocumentWithoutText(file=path.name)
    return lines


def _reader(path: Path) -> Callable[[Path], _Pages]:
    with path.open("rb") as file:
        beginning = file.read(1024)
    if beginning.startswith(_COMPOUND):
        is_locked = _LOCKED_PART in path.read_bytes()
        raise DocumentLocked(file=path.name) if is_locked else DocumentKindUnknown(file=path.name)
    if b"%PDF-" in beginning:
        return _of_pdf
    if beginning.startswith(b"PK\x03\x04"):
        return _of_docx
    if path.suffix.lower() == ".txt":
        return _of_text
    if path.suffix.lower() in {".pdf", ".docx"}:
        raise DocumentDamaged(file=path.name)
    raise DocumentKindUnknown(file=path.name)


def _of_text(path: Path) -> _Pages:
    text = path.read_text(encoding=encoding_of(path))
    pages = text.split(_PAGE_END)
    for number, page in enumerate(pages, 1):
        yield number if len(pages) > 1 else 0, iter(page.splitlines())


def _of_pdf(path: Path) -> _Pages:
    try:
        document = pypdfium2.PdfDocument(path)
        if len(document) > _PAGES:
            raise DocumentTooLarge(file=path.name)
        for number, page in enumerate(document, 1):
            yield number, iter(page.get_textpage().get_text_range().splitlines())
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD:
            raise DocumentLocked(file=path.name) from error
        raise DocumentDamaged(file=path.name) from error


def _of_docx(path: Path) -> _Pages:
    try:
        with ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
                raise DocumentTooLarge(file=path.name)
        document = docx.Document(str(path))
    except (BadZipFile, OpcError, KeyError, ValueError, OSError, etree.LxmlError) as error:
        raise DocumentDamaged(file=path.name) from error
    yield 0, _of_blocks(document)


def _of_blocks(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _of_table(block)
        else:
            yield from block.text.splitlines() or [""]


def _of_table(table: Any) -> Iterator[str]:
    """Yield a line a row; a merged cell stands in the first of its rows alone.

    A row with long cells, as tables of measures have, is told cell after cell.
    """
    yield ""
    told: set[Any] = set()
    for row in table.rows:
        cells = [cell for cell in row.cells if cell._tc not in told]  # noqa: SLF001
        fresh = list({cell._tc: cell for cell in cells}.values())  # noqa: SLF001
        told |= {cell._tc for cell in fresh}  # noqa: SLF001
        texts = [[part.strip() for part in cell.text.splitlines()] for cell in fresh]
        if any(len(parts) > 1 for parts in texts):
            yield from (part for parts in texts for part in (*parts, ""))
        else:
            yield " ".join(part for parts in texts for part in parts)
    yield ""
