"""Imports agencies from a table, or writes all of them into one that imports again unchanged.

prongsai agencies import agencies.xlsx --dry-run
prongsai agencies import agencies.csv --faults faults.csv
prongsai agencies export --out agencies.csv
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils.timezone import now

from prongsai.config.options import add_output, put_json, terminal
from prongsai.directory.rules import OPERATOR
from prongsai.directory.rules.imports import Kind
from prongsai.directory.services.exporting import export_table, write_faults
from prongsai.directory.services.importing.agencies import import_agencies

ACTIONS = {
    "import": "นำเข้าจากไฟล์ | from a file",
    "export": "เขียนลงไฟล์ | into a file",
}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        if name == "import":
            action.add_argument("file", type=Path, metavar="FILE", help="CSV, TSV, XLSX")
            action.add_argument(
                "--dry-run",
                action="store_true",
                help="บอกว่าจะเกิดอะไรโดยไม่เปลี่ยนอะไร | say what would happen, change nothing",
            )
            action.add_argument(
                "--faults",
                type=Path,
                metavar="FILE",
                help="เขียนแถวที่ใช้ไม่ได้ลงไฟล์ | write rows that cannot be used",
            )
        else:
            action.add_argument("--out", type=Path, required=True, metavar="FILE")
        add_output(action)


def run(arguments: Namespace) -> int:
    if arguments.action == "export":
        count = export_table(Kind.AGENCIES, arguments.out, reader=OPERATOR)
        if arguments.json:
            put_json({"agencies": count, "file": str(arguments.out)})
        else:
            terminal("agencies").show_export(count, arguments.out, arguments.lang)
        return 0
    found = import_agencies(arguments.file, dry_run=arguments.dry_run, by=OPERATOR, now=now())
    if arguments.faults and found.faults:
        write_faults(found, arguments.faults)
    if arguments.json:
        put_json(found.payload())
    else:
        terminal("agencies").show(found, arguments.lang, dry_run=arguments.dry_run)
    return 0
