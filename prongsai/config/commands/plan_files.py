"""Plans of agencies into files, and out of them: actions of `prongsai plans`."""

from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from django.utils.timezone import now

from prongsai.config.options import add_frameworks, add_output, put_json, terminal
from prongsai.directory.rules import OPERATOR
from prongsai.improvement.services.exporting import export_plan
from prongsai.improvement.services.importing import import_plan

EXPORT, IMPORT = "export", "import"


def add_files(actions: Any) -> None:
    """Add the actions to those of a command."""
    texts = {
        EXPORT: "เขียนแผนลงไฟล์ DOCX, XLSX หรือ JSON | write the plan as DOCX, XLSX or JSON",
        IMPORT: "นำแผนเข้าจากตารางของรายงาน | take the plan from a table like the report's",
    }
    for name, text in texts.items():
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | framework/year or year")
        action.add_argument("agency", metavar="CODE", help="รหัสหน่วยงาน | the agency's code")
        if name == EXPORT:
            kinds = "DOCX, XLSX, JSON"
            action.add_argument("--out", type=Path, required=True, metavar="FILE", help=kinds)
        else:
            kinds = "DOCX, XLSX, CSV, TSV, JSON"
            action.add_argument("file", type=Path, metavar="FILE", help=kinds)
            action.add_argument(
                "--dry-run", action="store_true", help="ตรวจเท่านั้น | only say what would happen"
            )
            action.add_argument(
                "--unit",
                type=_meant,
                action="append",
                default=[],
                metavar="NAME=CODE",
                help="ชื่อในไฟล์หมายถึงส่วนงานใด (* ทุกส่วนงาน, - ไม่นับ) | "
                "which unit a name means (* all units, - none); may be repeated",
            )
        add_frameworks(action)
        add_output(action)


def export_file(arguments: Namespace, plan: Any) -> None:
    """Write a plan into a file."""
    export_plan(plan, arguments.out, language=arguments.lang, reader=OPERATOR)
    if arguments.json:
        put_json({"file": str(arguments.out)})
    else:
        terminal("plan_files").show_export(arguments.out, arguments.lang)


def import_file(arguments: Namespace, plan: Any) -> None:
    """Take a plan out of a file."""
    found = import_plan(
        plan,
        arguments.file,
        mapped=dict(arguments.unit),
        dry_run=arguments.dry_run,
        by=OPERATOR,
        now=now(),
    )
    if arguments.json:
        put_json(found.payload())
    else:
        terminal("plan_files").show(found, arguments.lang, dry_run=arguments.dry_run)


def _meant(words: str) -> tuple[str, str]:
    name, sign, code = words.rpartition("=")
    if not (name.strip() and sign and code.strip()):
        raise ArgumentTypeError(f"NAME=CODE: {words}")
    return name.strip(), code.strip()
