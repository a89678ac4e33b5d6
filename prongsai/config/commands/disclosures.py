"""Lists the disclosure checklist of an agency, writes it into a table, or takes one in.

A table has a row a link and imports again unchanged; links are added, never taken away.
  prongsai disclosures list 2566 dip
  prongsai disclosures export 2566 dip --out dip.xlsx
  prongsai disclosures import 2566 dip dip.xlsx --dry-run --faults faults.csv
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.timezone import now

from prongsai.assessments.queries.entered import entered
from prongsai.config.options import (
    add_frameworks,
    add_output,
    add_table,
    named_year,
    put_json,
    terminal,
)
from prongsai.directory.rules import OPERATOR
from prongsai.evidence.queries.checklist import checklist
from prongsai.evidence.services.listing import export_list, write_faults
from prongsai.evidence.services.tables import import_list

ACTIONS = {
    "list": "ทุกรายการและความคืบหน้า | every item, and how far it is",
    "export": "เขียนแบบตรวจลงไฟล์ | the checklist into a file",
    "import": "นำเข้าแบบตรวจจากไฟล์ | the checklist from a file",
}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | edition or year")
        action.add_argument("agency", metavar="CODE", help="รหัสหน่วยงาน | the agency's code")
        if name == "import":
            add_table(action)
        if name == "export":
            action.add_argument("--out", type=Path, required=True, metavar="FILE", help="CSV, XLSX")
        add_frameworks(action)
        add_output(action)


def run(arguments: Namespace) -> int:
    participation = entered(*named_year(arguments), arguments.agency, reader=OPERATOR)
    _STEPS[arguments.action](arguments, participation)
    return 0


def _list(arguments: Namespace, participation: Any) -> None:
    found = checklist(participation, reader=OPERATOR, now=now())
    if arguments.json:
        put_json({"counts": found.counts, "items": [row.payload() for row in found.rows]})
    else:
        terminal("disclosures").show(found, arguments.lang)


def _export(arguments: Namespace, participation: Any) -> None:
    count = export_list(participation, arguments.out, reader=OPERATOR)
    if arguments.json:
        put_json({"rows": count, "file": str(arguments.out)})
    else:
        terminal("imported").show_export(count, arguments.out, arguments.lang)


def _import(arguments: Namespace, participation: Any) -> None:
    dry_run = arguments.dry_run
    found = import_list(participation, arguments.file, dry_run=dry_run, by=OPERATOR, now=now())
    if arguments.faults and found.faults:
        write_faults(found, arguments.faults)
    if arguments.json:
        put_json(found.payload())
    else:
        terminal("imported").show(found, arguments.lang, dry_run=dry_run)


_STEPS: dict[str, Callable[[Namespace, Any], None]] = {
    "list": _list,
    "export": _export,
    "import": _import,
}
