"""Takes answers into a round and out of one that has closed; tells how carefully they were given.

prongsai answers quality 2566 dip
prongsai answers quality 2566 --out quality.csv
prongsai answers export 2566 --out answers/ --form parquet
prongsai answers export --verify answers/
prongsai answers import forms.csv 2566 IIT --agency dip --dry-run
prongsai answers import forms.csv 2566 IIT --agency dip --propose mapping.yaml
prongsai answers import forms.csv 2566 IIT --agency dip --map mapping.yaml
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.timezone import now

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.services.participation import participation_of
from prongsai.assessments.services.rounds import round_of
from prongsai.config.options import (
    add_frameworks,
    add_output,
    named_year,
    put_json,
    put_listed,
    terminal,
)
from prongsai.directory.rules import OPERATOR
from prongsai.surveys.queries.mappings import mapping_called
from prongsai.surveys.queries.quality import agency_quality, quality_list, quality_rows
from prongsai.surveys.rules.releasing import FORMS, RoundMissing
from prongsai.surveys.services.exporting import export_answers, verify_export, write_quality
from prongsai.surveys.services.importing import import_answers, write_faults
from prongsai.surveys.services.mappings import mapping_from, save_mapping, write_proposal
from prongsai.surveys.services.proposing import propose_mapping, sure_mapping


@dataclass(frozen=True)
class Action:
    """One thing to do with answers: its help, its own arguments, and what does it."""

    text: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, action in ACTIONS.items():
        its_parser = actions.add_parser(name, help=action.text, description=action.text)
        action.add_arguments(its_parser)
        add_frameworks(its_parser)
        add_output(its_parser)


def run(arguments: Namespace) -> int:
    return ACTIONS[arguments.action].run(arguments)


def the_round(arguments: Namespace) -> Any:
    """Return the round of the edition or year that the call names."""
    return round_of(*named_year(arguments))


def add_edition(parser: ArgumentParser, **how: Any) -> None:
    """Ask which round."""
    parser.add_argument("edition", metavar="EDITION", help="กรอบหรือปี | edition or year", **how)


def _quality_arguments(parser: ArgumentParser) -> None:
    add_edition(parser)
    parser.add_argument("agency", nargs="?", metavar="CODE", help="รหัสหน่วยงาน | an agency's code")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="เขียนทุกหน่วยงานเป็น CSV | write all agencies as CSV"
    )


def _quality(arguments: Namespace) -> int:
    round_ = the_round(arguments)
    if arguments.out:
        write_quality(round_, arguments.out, by=OPERATOR)
    if arguments.json:
        rows = quality_rows(round_, reader=OPERATOR)
        mine = (row for row in rows if arguments.agency in {None, row["agency"]})
        put_listed("quality", mine)
    elif arguments.agency:
        participation = participation_of(round_, arguments.agency)
        found = agency_quality(participation, reader=OPERATOR)
        terminal("answers").show_agency(found, arguments.lang)
    else:
        terminal("answers").show_list(quality_list(round_, reader=OPERATOR), arguments.lang)
    return 0


def _export_arguments(parser: ArgumentParser) -> None:
    add_edition(parser, nargs="?")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--out", type=Path, metavar="DIR", help="โฟลเดอร์ปลายทาง | folder to write to"
    )
    where.add_argument(
        "--verify", type=Path, metavar="DIR", help="ตรวจว่าไฟล์ไม่ถูกแก้ | see that no file was changed"
    )
    parser.add_argument("--form", choices=FORMS, default=FORMS[0], help="ชนิดไฟล์ | kind of files")


def _export(arguments: Namespace) -> int:
    if arguments.verify:
        return _verify(arguments)
    if arguments.edition is None:
        raise RoundMissing()
    found = export_answers(
        the_round(arguments), arguments.out, form=arguments.form, by=OPERATOR, now=now()
    )
    if arguments.json:
        put_json({**found.facts, "manifest_sha256": found.sha256, "files": list(found.files)})
    else:
        terminal("answers").show_export(found, str(arguments.out), arguments.lang)
    return 0


def _verify(arguments: Namespace) -> int:
    found = verify_export(arguments.verify)
    if arguments.json:
        faults = [{"th": fault.th, "en": fault.en} for fault in found.faults]
        put_json({"files": found.files, "recorded": found.is_recorded, "faults": faults})
    else:
        terminal("answers").show_seal(found, arguments.lang)
    return 1 if found.faults else 0


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, TSV, XLSX")
    add_edition(parser)
    parser.add_argument("instrument", metavar="SURVEY", help="แบบสอบถาม | survey: IIT, EIT")
    parser.add_argument(
        "--agency",
        metavar="CODE",
        help="หน่วยงานของทุกคำตอบ ไม่ใส่เมื่อมีคอลัมน์บอก | whose all answers are, unless a column tells",
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--map", type=Path, metavar="YAML", help="การจับคู่จากไฟล์ | mapping in a file")
    how.add_argument("--mapping", metavar="NAME", help="การจับคู่ที่บันทึกไว้ | a saved mapping")
    how.add_argument(
        "--propose",
        type=Path,
        metavar="YAML",
        help="เขียนการจับคู่ที่เสนอ แล้วจบ | write a proposed mapping, and end",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="บอกว่าจะเกิดอะไรโดยไม่เปลี่ยนอะไร | say what would happen, change nothing",
    )
    parser.add_argument(
        "--faults", type=Path, metavar="FILE", help="เขียนแถวที่ใช้ไม่ได้ลงไฟล์ | write unusable rows"
    )
    parser.add_argument(
        "--save-mapping", metavar="NAME", help="บันทึกการจับคู่ไว้ใช้อีก | save the mapping"
    )


def _import(arguments: Namespace) -> int:
    round_ = the_round(arguments)
    edition, survey = frozen_edition(round_.edition_id), arguments.instrument
    if arguments.propose:
        proposal = propose_mapping(arguments.file, edition, survey, by_agency=not arguments.agency)
        write_proposal(proposal, arguments.propose)
        return _put_proposal(proposal, arguments)
    mapping = _mapping(arguments, edition)
    whose = participation_of(round_, arguments.agency) if arguments.agency else None
    if arguments.save_mapping and not arguments.dry_run:
        save_mapping(arguments.save_mapping, mapping, edition, survey, by=OPERATOR, now=now())
    found = import_answers(
        round_,
        survey,
        arguments.file,
        mapping,
        participation=whose,
        dry_run=arguments.dry_run,
        by=OPERATOR,
        now=now(),
    )
    if arguments.faults:
        write_faults(found.faults, arguments.faults)
    if arguments.json:
        put_json(found.payload())
    else:
        terminal("brought_in").show(found, arguments.lang, dry_run=arguments.dry_run)
    return 0


def _mapping(arguments: Namespace, edition: Any) -> Any:
    """Return the mapping that the call names, or a proposed one about which nothing is doubtful."""
    if arguments.map:
        return mapping_from(arguments.map)
    if arguments.mapping:
        return mapping_called(arguments.mapping, edition, arguments.instrument)
    by_agency = not arguments.agency
    return sure_mapping(arguments.file, edition, arguments.instrument, by_agency=by_agency)


def _put_proposal(proposal: Any, arguments: Namespace) -> int:
    if arguments.json:
        put_json(proposal.payload())
    else:
        terminal("brought_in").show_proposal(proposal, str(arguments.propose), arguments.lang)
    return 0


ACTIONS = {
    "import": Action(
        "นำคำตอบที่เก็บจากที่อื่นเข้ารอบ | answers that were collected elsewhere",
        _import_arguments,
        _import,
    ),
    "quality": Action(
        "สัญญาณว่าคำตอบของรอบที่ปิดแล้วอาจไม่ใช่ของแต่ละคนเอง | signs in the answers of a closed round",
        _quality_arguments,
        _quality,
    ),
    "export": Action(
        "ส่งออกคำตอบของรอบที่ปิดแล้วให้นักวิเคราะห์ | answers of a closed round for analysts",
        _export_arguments,
        _export,
    ),
}
