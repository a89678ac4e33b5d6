"""Imports agencies or their units from a table, or writes all into one that imports again.

prongsai agencies import agencies.xlsx --dry-run
prongsai agencies import agencies.csv --faults faults.csv
prongsai agencies export --out agencies.csv
prongsai agencies import-units units.csv
prongsai agencies export-units --out units.csv
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils.timezone import now

from prongsai.config.options import add_output, add_table, put_json, terminal
from prongsai.directory.rules import OPERATOR
from prongsai.directory.rules.imports import Kind
from prongsai.directory.services.exporting import export_table, write_faults
from prongsai.directory.services.importing.agencies import import_agencies
from prongsai.directory.services.importing.units import import_units

ACTIONS = {
    "import": "นำเข้าหน่วยงานจากไฟล์ | agencies from a file",
    "export": "เขียนหน่วยงานลงไฟล์ | agencies into a file",
    "import-units": "นำเข้าส่วนงานจากไฟล์ | units of agencies from a file",
    "export-units": "เขียนส่วนงานลงไฟล์ | units of agencies into a file",
}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        if name.startswith("import"):
            add_table(action)
        else:
            action.add_argument("--out", type=Path, required=True, metavar="FILE")
        add_output(action)


def run(arguments: Namespace) -> int:
    kind = Kind.UNITS if arguments.action.endswith("units") else Kind.AGENCIES
    if arguments.action.startswith("export"):
        count = export_table(kind, arguments.out, reader=OPERATOR)
        if arguments.json:
            put_json({kind.value: count, "file": str(arguments.out)})
        else:
            terminal("imported").show_export(count, arguments.out, arguments.lang)
        return 0
    take = import_units if kind is Kind.UNITS else import_agencies
    found = take(arguments.file, dry_run=arguments.dry_run, by=OPERATOR, now=now())
    if arguments.faults and found.faults:
        write_faults(found, arguments.faults)
    if arguments.json:
        put_json(found.payload())
    else:
        terminal("imported").show(found, arguments.lang, dry_run=arguments.dry_run)
    return 0
