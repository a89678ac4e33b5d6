"""Arguments that several subcommands share, and how their answers are put out."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import FolderMissing
from prongsai.methodology.thai import repaired
from prongsai.results.rules import MapUnreadable
from prongsai.surveys.services import ENGINES

#: The operator's own folders of editions, separated as in PATH.
FRAMEWORKS = "PRONGSAI_FRAMEWORKS"
_PORT = 8000
_MOST_WORKERS = 9


def add_files(parser: ArgumentParser) -> None:
    """Ask for files, and the edition of those that name no year."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="YAML, CSV, TSV, XLSX, Parquet หรือโฟลเดอร์ | or a folder of them",
    )
    add_edition(parser)


def add_edition(parser: ArgumentParser) -> None:
    """Ask for an edition and for folders of editions."""
    parser.add_argument(
        "--edition",
        metavar="NAME",
        help="กรอบการประเมิน เช่น th-ita/ปี หรือโฟลเดอร์ | edition or its folder",
    )
    add_frameworks(parser)


def add_frameworks(parser: ArgumentParser) -> None:
    """Ask for folders of editions beside the shipped ones."""
    parser.add_argument(
        "--frameworks",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help=f"โฟลเดอร์กรอบการประเมินของท่าน (หรือ {FRAMEWORKS}) | your own folder of editions",
    )


def add_output(parser: ArgumentParser) -> None:
    """Ask how to answer: JSON, or for people in Thai or English."""
    parser.add_argument("--json", action="store_true", help="ตอบเป็น JSON | answer as JSON")
    add_language(parser)


def add_language(parser: ArgumentParser) -> None:
    """Ask for the language that people are answered in."""
    parser.add_argument(
        "--lang", choices=("th", "en"), default="th", help="ภาษาที่แสดง | language of the answer"
    )


def add_counting(parser: ArgumentParser) -> None:
    """Ask what columns of answers mean and which engine counts them."""
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=NAME",
        help="คอลัมน์นี้คือข้อหรือบทบาทใด | what a column is: a part's code, agency, year_be, ...",
    )
    parser.add_argument(
        "--engine",
        choices=("auto", *ENGINES),
        default="auto",
        help="เครื่องมือนับ | counting engine",
    )


def add_table(parser: ArgumentParser) -> None:
    """Ask for a table to import, and whether to try it only."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, TSV, XLSX")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="บอกว่าจะเกิดอะไรโดยไม่เปลี่ยนอะไร | say what would happen, change nothing",
    )
    parser.add_argument(
        "--faults",
        type=Path,
        metavar="FILE",
        help="เขียนแถวที่ใช้ไม่ได้ลงไฟล์ | write rows that cannot be used",
    )


def add_address(parser: ArgumentParser) -> None:
    """Ask where the site is to be found."""
    parser.add_argument("--host", default="127.0.0.1", help="ที่อยู่ที่รับฟัง | address to listen at")
    parser.add_argument(
        "--port", type=int, default=_PORT, metavar="N", help=f"พอร์ต | port ({_PORT})"
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=min((os.cpu_count() or 1) + 1, _MOST_WORKERS),
        metavar="N",
        help="จำนวนโปรเซส | processes",
    )
    parser.add_argument(
        "--no-worker",
        dest="worker",
        action="store_false",
        help="ไม่ทำงานเบื้องหลังในเครื่องนี้ | leave background work to `prongsai worker`",
    )


def told_columns(pairs: list[str]) -> dict[str, str]:
    """Read `--map COLUMN=NAME`; the column's own name may have a "=" in it.

    Raises:
        MapUnreadable: a pair has no "=".
    """
    told = {}
    for pair in pairs:
        column, equals, name = pair.rpartition("=")
        if not (column and equals and name):
            raise MapUnreadable(pair=pair)
        told[repaired(column)] = name
    return told


def library(arguments: Namespace) -> EditionLibrary:
    """Return the editions that the operator and the call name.

    Raises:
        FolderMissing: one of the folders is not there.
    """
    named = [Path(p) for p in os.environ.get(FRAMEWORKS, "").split(os.pathsep) if p]
    folders = [*arguments.frameworks, *named]
    if absent := [folder for folder in folders if not folder.is_dir()]:
        raise FolderMissing(folder=absent[0])
    return EditionLibrary(*folders)


def put_json(value: Any) -> None:
    """Print a value as JSON."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def put_listed(name: str, rows: Iterable[Any], **rest: Any) -> None:
    """Print an object whose first member is a list too long to hold: a line an entry."""
    sys.stdout.write(f'{{"{name}": [')
    for number, row in enumerate(rows):
        sys.stdout.write(",\n" if number else "\n")
        sys.stdout.write(json.dumps(row, ensure_ascii=False))
    sys.stdout.write("\n]")
    for key, value in rest.items():
        sys.stdout.write(f',\n"{key}": {json.dumps(value, ensure_ascii=False)}')
    sys.stdout.write("}\n")


def terminal(name: str) -> Any:
    """Load a module that draws on the terminal; it brings rich, which `--json` can do without."""
    return import_module(f"prongsai.config.terminal.{name}")


def named_year(arguments: Namespace) -> tuple[str, int]:
    """Return the framework and the year of the edition that a call names; 0 where it has none."""
    framework, _, year = library(arguments).full_name(arguments.edition).partition("/")
    return framework, int(year) if year.isdecimal() else 0
