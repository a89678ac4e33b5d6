"""A table from a CSV, TSV or XLSX file: column names and numbered rows of text."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from prongsai.foundation.adapters.workbooks import sheet_rows
from prongsai.foundation.rules import (
    EncodingUnknown,
    FileDamaged,
    FileEmpty,
    FileKindUnknown,
    FileMissing,
)
from prongsai.methodology.thai import repaired

TEXT_KINDS = {".csv", ".tsv", ".txt"}
SHEET_KINDS = {".xlsx", ".xlsm"}

#: How much of a file is looked at to tell encoding and delimiter.
_SAMPLE = 1 << 20
#: As many columns as a sheet can have.
_MOST_COLUMNS = 16_384
#: An agency's answers run to some thousand characters a row; a longer field is damage.
csv.field_size_limit(_SAMPLE)


@dataclass(frozen=True)
class Table:
    """Columns, and rows with their number in the file (the header is row 1)."""

    file: str
    columns: list[str]
    rows: Iterator[tuple[int, list[str]]]


def open_table(path: Path) -> Table:
    """Open a table; its rows are read as they are asked for.

    Raises:
        FileMissing, FileEmpty, FileKindUnknown, FileDamaged, EncodingUnknown, FileTooLarge.
    """
    kind = path.suffix.lower()
    if not path.is_file():
        raise FileMissing(file=path)
    if kind in TEXT_KINDS:
        rows = _text_rows(path)
    elif kind in SHEET_KINDS:
        rows = sheet_rows(path)
    else:
        raise FileKindUnknown(file=path)
    filled = ((number, cells) for number, cells in rows if "".join(cells).strip())
    header = next(filled, None)
    if header is None:
        raise FileEmpty(file=path)
    if len(header[1]) > _MOST_COLUMNS:
        raise FileDamaged(file=path, why=f"{len(header[1])} columns")
    return Table(path.name, [repaired(name) for name in header[1]], filled)


def encoding_of(path: Path) -> str:
    """Tell a text file's encoding from its beginning and its whole: UTF-8, UTF-16 or TIS-620.

    Raises:
        EncodingUnknown: it is none of them.
    """
    with path.open("rb") as file:
        beginning = file.read(2)
    wide = beginning in {BOM_UTF16_LE, BOM_UTF16_BE}
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp874"):
        if _decodes(path, encoding):
            return encoding
    raise EncodingUnknown(file=path)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while some := file.read(_SAMPLE):
                decoder.decode(some)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def as_utf8(path: Path) -> Iterator[Path]:
    """Lend a text file as UTF-8: itself, or a copy that is gone afterwards."""
    encoding = encoding_of(path)
    if encoding == "utf-8-sig":
        yield path
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "utf8.csv"
        with (
            path.open(encoding=encoding, newline="") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            copyfileobj(old, new, _SAMPLE)
        yield copy


def delimiter_of(sample: str) -> str:
    """Return the delimiter that the header line has most of; a comma when it has none."""
    header = sample.lstrip("\ufeff\r\n ").splitlines()[:1] or [""]
    return max(",;\t|", key=header[0].count)


def _text_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding=encoding_of(path), newline="") as file:
        delimiter = delimiter_of(file.read(4096))
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error as error:
            raise FileDamaged(file=path, why=f"{error}, line {reader.line_num}") from error
