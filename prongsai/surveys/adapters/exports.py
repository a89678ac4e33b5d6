"""Answers as Parquet, CSV or SPSS files, with a codebook; and the hashes that seal them."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import file_digest
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prongsai.foundation.adapters.writing import harmless, write_csv
from prongsai.methodology.edition.files import Option
from prongsai.methodology.wording import Text
from prongsai.surveys.adapters.duckdb_files import database, name, text
from prongsai.surveys.rules import NO_ANSWER

#: The first letters of a CSV file tell spreadsheets that it is UTF-8.
_MARK = "\ufeff"
#: Bytes that SPSS keeps of the label of a variable, and of a value.
_LABEL, _VALUE = 256, 120
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.]")
_NOTHING = Text("ไม่ตอบ หรือไม่เปิดเผย", "no answer, or held back")
_MANIFEST = "manifest.json"
_CODEBOOK = ("instrument", "part", "question_th", "question_en")
_OPTIONS = ("position", "option", "option_th", "option_en")


@dataclass(frozen=True)
class Column:
    """A part: the name of its column, what it asks, and its answers."""

    name: str
    question: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, eq=False)
class AnswerTable:
    """Answers of one survey: of every row its agency's code and type ("": not told), and sheet."""

    instrument: str
    units: tuple[tuple[str, str], ...]
    unit: NDArray[np.int64]
    sheets: NDArray[np.uint8]
    columns: tuple[Column, ...]

    def words(self, place: int) -> NDArray[Any]:
        """Return the code (0) or the type (1) of the agency of each row; None where not told."""
        told = np.array([unit[place] or None for unit in self.units], dtype=object)
        return told[self.unit]


def write_answers(folder: Path, table: AnswerTable, form: str) -> Path:
    """Write a table of answers: "parquet", "csv" or "sav".

    Raises:
        OSError: the file cannot be written.
    """
    path = folder / f"{table.instrument.lower()}.{form}"
    with path.open("wb"):
        pass  # an OSError now, and not another library's own
    if form == "sav":
        _write_sav(path, table)
    else:
        _write_with_duckdb(path, table, form)
    return path


def _write_with_duckdb(path: Path, table: AnswerTable, form: str) -> None:
    agency, group, first = table.words(0), table.words(1), "agency"
    how = "FORMAT parquet, COMPRESSION zstd"
    if form == "csv":
        how, first = "FORMAT csv, HEADER", f"{_MARK}agency"
        agency, group = (np.array([harmless(cell) for cell in some]) for some in (agency, group))
    columns = {f"p{at}": part for at, part in enumerate(np.ascontiguousarray(table.sheets.T))}
    told = ", ".join(
        f"[{', '.join(text(option.code) for option in column.options)}][p{at}::INTEGER] "
        f"AS {name(column.name)}"
        for at, column in enumerate(table.columns)
    )
    with database().cursor() as connection:
        connection.register("answers_", {"agency": agency, "group_": group, **columns})
        connection.execute(
            f'COPY (SELECT agency AS "{first}", group_ AS "group", '
            f"{text(table.instrument)} AS instrument, {told} FROM answers_) "
            f"TO {text(path)} ({how})"
        )


def _write_sav(path: Path, table: AnswerTable) -> None:
    """Write SPSS: the option's number in its scale, 0 declared missing, all with labels."""
    pandas, pyreadstat = import_module("pandas"), import_module("pyreadstat")
    names = [_name_in_spss(column.name) for column in table.columns]
    frame = pandas.DataFrame(dict(zip(names, table.sheets.T.astype(np.int8), strict=True)))
    frame.insert(0, "agency", np.where(table.words(0) == None, "", table.words(0)))  # noqa: E711
    frame.insert(1, "group", np.where(table.words(1) == None, "", table.words(1)))  # noqa: E711
    frame.insert(2, "instrument", table.instrument)
    labels = {
        spss: {
            NO_ANSWER: _label(_NOTHING, _VALUE),
            **{n: _label(o.text, _VALUE) for n, o in enumerate(column.options, 1)},
        }
        for spss, column in zip(names, table.columns, strict=True)
    }
    pyreadstat.write_sav(
        frame,
        path,
        column_labels={
            spss: _label(column.question, _LABEL)
            for spss, column in zip(names, table.columns, strict=True)
        },
        variable_value_labels=labels,
        missing_ranges={spss: [NO_ANSWER] for spss in names},
        variable_measure=dict.fromkeys(names, "ordinal"),
        row_compress=True,
    )


def _name_in_spss(written: str) -> str:
    plain = _NOT_IN_NAMES.sub("_", written).rstrip(".")
    return plain if plain[:1].isalpha() else f"v{plain}"


def _label(words: Text, most: int) -> str:
    """Return both languages, cut where a label ends; never within a letter."""
    both = f"{words.th} | {words.en}".encode()
    return both[:most].decode(errors="ignore")


def write_codebook(folder: Path, tables: Sequence[AnswerTable]) -> list[Path]:
    """Write what every column asks and every code means, as CSV and as JSON.

    Raises:
        OSError: a file cannot be written.
    """
    rows = [
        (
            *(table.instrument, column.name, column.question.th, column.question.en),
            *(position, option.code, option.text.th, option.text.en),
        )
        for table in tables
        for column in table.columns
        for position, option in enumerate(column.options, 1)
    ]
    written = [folder / "codebook.csv", folder / "codebook.json"]
    header = (*_CODEBOOK, *_OPTIONS)
    write_csv(written[0], header, rows)
    entries = [dict(zip(header, row, strict=True)) for row in rows]
    _write_json(written[1], {"codebook": entries})
    return written


def write_manifest(folder: Path, facts: dict[str, Any], files: Sequence[Path]) -> str:
    """Write the facts and the hash of every file; return the manifest's own hash.

    Raises:
        OSError: it cannot be written.
    """
    sealed = [
        {"name": path.name, "bytes": path.stat().st_size, "sha256": sha256_of(path)}
        for path in files
    ]
    _write_json(folder / _MANIFEST, {**facts, "files": sealed})
    return sha256_of(folder / _MANIFEST)


def read_manifest(folder: Path) -> tuple[dict[str, str], str] | None:
    """Return file -> hash as the manifest says, and its own hash; None when it cannot be read."""
    try:
        told = json.loads((folder / _MANIFEST).read_bytes())
        files = {str(file["name"]): str(file["sha256"]) for file in told["files"]}
        return files, sha256_of(folder / _MANIFEST)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def hashes_in(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a folder but the manifest."""
    return {
        path.name: sha256_of(path)
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != _MANIFEST
    }


def sha256_of(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
