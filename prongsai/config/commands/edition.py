"""Lists, shows, checks and compares editions: the data that define the assessment of a year.

prongsai edition list
prongsai edition show th-ita/2566 --unconfirmed
prongsai edition check my-frameworks/xx/2030
prongsai edition check th-ita
prongsai edition diff 2565 2566
prongsai edition schema --out schema/
"""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prongsai.config.options import add_frameworks, add_output, library, put_json, terminal
from prongsai.foundation.queries import EditionLibrary, faults_of
from prongsai.foundation.services.schemas import write_schemas
from prongsai.improvement.queries.library import checked_library, library_files
from prongsai.improvement.rules.library_files import LibraryFile
from prongsai.methodology.edition.difference import differences
from prongsai.methodology.edition.doubts import doubts
from prongsai.methodology.edition.sources import Fault
from prongsai.methodology.edition.tree import Edition, Kind

ACTIONS = {
    "list": "กรอบการประเมินที่มี | the editions there are",
    "show": "โครงสร้าง เกณฑ์ และสิ่งที่ยังไม่ยืนยัน | structure, rules and what is not confirmed",
    "check": "ข้อผิดทั้งหมดพร้อมไฟล์และบรรทัด | every fault with file and line",
    "diff": "สิ่งที่ปีใหม่เปลี่ยน | what a new year changed",
    "schema": "เขียน JSON Schema สำหรับโปรแกรมแก้ไข | write the JSON Schemas for editors",
}


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=text)
        if name in _NAMES:
            action.add_argument("names", nargs=_NAMES[name], metavar="EDITION")
        if name == "show":
            action.add_argument(
                "--unconfirmed",
                action="store_true",
                help="เฉพาะที่ยังไม่ยืนยัน | only what is not confirmed",
            )
        if name == "schema":
            action.add_argument("--out", type=Path, required=True, metavar="DIR")
        add_frameworks(action)
        add_output(action)


#: How many editions an action takes; `check` also takes a framework, for its measures, and
#: without any checks all.
_NAMES: dict[str, str | int] = {"show": 1, "check": "*", "diff": 2}


def run(arguments: Namespace) -> int:
    return _ANSWERS[arguments.action](arguments, library(arguments))


def _list(arguments: Namespace, editions: EditionLibrary) -> int:
    loaded = [editions.load(name) for name in editions.folders]
    if arguments.json:
        put_json([_summary(edition) for edition in loaded])
    else:
        terminal("editions").show_list(loaded, arguments.lang)
    return 0


def _summary(edition: Edition) -> dict[str, Any]:
    return {
        "edition": edition.id,
        "name_th": edition.rules.name.th,
        "name_en": edition.rules.name.en,
        "sha256": edition.sha256,
        "items": {
            edition.nodes[top].code: sum(
                edition.above(item, Kind.INSTRUMENT) == top for item in edition.of_kind(Kind.ITEM)
            )
            for top in edition.of_kind(Kind.INSTRUMENT)
        },
        "levels": [level.code for level in edition.rules.levels],
        "unconfirmed": len(doubts(edition)),
    }


def _show(arguments: Namespace, editions: EditionLibrary) -> int:
    edition = editions.load(arguments.names[0])
    if arguments.json:
        put_json(
            {
                **_summary(edition),
                "rules": edition.rules.model_dump(mode="json"),
                "structure": edition.structure.model_dump(mode="json"),
                "questionnaires": {
                    code: content.model_dump(mode="json")
                    for code, content in edition.questionnaires.items()
                },
            }
        )
    else:
        show = terminal("editions")
        draw = show.show_doubts if arguments.unconfirmed else show.show_edition
        draw(edition, arguments.lang)
    return 0


def _check(arguments: Namespace, editions: EditionLibrary) -> int:
    names = arguments.names or [*editions.folders, *library_files(editions)]
    found = {name: _faults(name, editions) for name in names}
    if arguments.json:
        put_json(
            {
                name: [
                    {
                        "file": fault.file,
                        "line": fault.line,
                        "message_th": fault.message.th,
                        "message_en": fault.message.en,
                    }
                    for fault in faults
                ]
                for name, faults in found.items()
            }
        )
    else:
        terminal("editions").show_faults(found, arguments.lang)
    return int(any(found.values()))


def _faults(name: str, editions: EditionLibrary) -> list[Fault]:
    """Return what is wrong with an edition, or with the measures of a framework."""
    if name in library_files(editions):
        return checked_library(name, editions)[1]
    return faults_of(editions.folder(name))


def _diff(arguments: Namespace, editions: EditionLibrary) -> int:
    old, new = (editions.load(name) for name in arguments.names)
    found = differences(old, new)
    if arguments.json:
        put_json([vars(difference) for difference in found])
    else:
        terminal("editions").show_differences(old, new, found, arguments.lang)
    return 0


def _schema(arguments: Namespace, _editions: EditionLibrary) -> int:
    files = [str(path) for path in write_schemas(arguments.out, measures=LibraryFile)]
    print(json.dumps(files) if arguments.json else "\n".join(files))
    return 0


_ANSWERS: dict[str, Callable[[Namespace, EditionLibrary], int]] = {
    "list": _list,
    "show": _show,
    "check": _check,
    "diff": _diff,
    "schema": _schema,
}
