"""Answers that were collected elsewhere come in: each row a response, as if it had been sent here.

Nothing of the file is kept but the answers, and the day where somebody says which column tells it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.rules import AgencyNotKnown, RoundState
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.foundation.adapters.writing import Cell, write_csv
from prongsai.foundation.rules import FileMissing, FolderUnwritable
from prongsai.foundation.services.audit import audit
from prongsai.methodology.dates import date_text
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text
from prongsai.surveys.adapters.outside_files import as_wide, open_outside
from prongsai.surveys.models import ImportedFile, Response
from prongsai.surveys.queries.surveys import surveys_of
from prongsai.surveys.rules.collecting import NotASurvey
from prongsai.surveys.rules.gates import require_before_the_end
from prongsai.surveys.rules.mapping import (
    NO_AGENCY_COLUMN,
    AlreadyImported,
    AnswerMapping,
    MappingUnfit,
    NothingUsable,
    Use,
    check_mapping,
)
from prongsai.surveys.rules.reading import Row, RowReader, RowRefused

_IMPORT = Text("นำเข้าคำตอบที่เก็บจากที่อื่น", "import answers that were collected elsewhere")
_BATCH = 2000


@dataclass(frozen=True)
class ImportedAnswers:
    """What a file did, or would do: rows read and used, the others with reasons."""

    instrument: str
    rows: int
    usable: int
    faults: tuple[RowRefused, ...]
    #: Codes of the agencies that answers came in for.
    agencies: tuple[str, ...]
    sha256: str

    def payload(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "survey": self.instrument,
            "rows": self.rows,
            "usable": self.usable,
            "agencies": list(self.agencies),
            "sha256": self.sha256,
            "faults": [
                {
                    "row": fault.number,
                    "column": fault.column,
                    "word": fault.word,
                    "reason_th": fault.reason.th,
                    "reason_en": fault.reason.en,
                }
                for fault in self.faults
            ],
        }


def require_importer(by: Actor, participation: Participation | None) -> None:
    """Refuse who may not import answers: of an agency, or (None) of all.

    Raises:
        NotAllowed: the central administrator may, and a coordinator for their agency.
    """
    agency = None if participation is None else participation.agency_id
    require_role(by, _IMPORT, Role.CENTRAL, Role.COORDINATOR, agency=agency)


@transaction.atomic
def import_answers(  # what, into what, how
    round_: Round,
    instrument: str,
    path: Path,
    mapping: AnswerMapping,
    *,
    participation: Participation | None,
    dry_run: bool = False,
    by: Actor,
    now: datetime,
) -> ImportedAnswers:
    """Keep the answers of a file; rows that cannot be used are told and the others are kept.

    In:  `participation` whose answers they are; None when a column tells
    Out: with `dry_run` what would happen, and nothing is changed

    Raises:
        NotAllowed, CollectingEnded, NotASurvey.
        MappingUnfit: the mapping contradicts the survey or the file.
        AlreadyImported: the same file came in before.
        NothingUsable: no row can be used; a dry run only tells so.
        UserError: the file cannot be read.
    """
    require_importer(by, participation)
    # Who only looks keeps nobody waiting; who imports keeps the round from closing meanwhile.
    rounds = Round.objects if dry_run else Round.objects.select_for_update(no_key=True)
    locked = rounds.get(pk=round_.pk)
    require_before_the_end(RoundState(locked.state))
    edition = frozen_edition(locked.edition_id)
    if instrument not in surveys_of(edition):
        raise NotASurvey(instrument=instrument, surveys=", ".join(surveys_of(edition)))
    check_mapping(mapping, edition, instrument)
    if participation is None and mapping.column_of(Use.AGENCY) is None:
        raise MappingUnfit(why=NO_AGENCY_COLUMN)
    digest = _digest(path)
    place = surveys_of(edition)[instrument]
    is_of_one = mapping.column_of(Use.AGENCY) is None
    _refuse_again(locked, place, participation, digest, is_of_one=is_of_one)
    whose = _whose(locked, participation)
    read = _read(path, mapping, edition, instrument, whose, participation, now)
    found = ImportedAnswers(
        instrument,
        len(read.used) + len(read.refused),
        len(read.used),
        tuple(read.refused),
        tuple(sorted({code for code, _ in read.used})),
        digest,
    )
    if not dry_run:
        if not read.used:
            raise NothingUsable(file=path.name, rows=found.rows)
        _keep(read.used, whose, place, now)
        _note(found, locked, participation, place, by=by, now=now)
    return found


@dataclass(frozen=True)
class _Read:
    used: list[tuple[str, Row]]
    refused: list[RowRefused]


def _read(
    path: Path,
    mapping: AnswerMapping,
    edition: Edition,
    instrument: str,
    whose: dict[str, int],
    participation: Participation | None,
    now: datetime,
) -> _Read:
    outside = as_wide(open_outside(path, edition, instrument), mapping)
    today = localtime(now).date()
    reader = RowReader(outside.columns, mapping, edition, instrument, today=today)
    default = participation.agency.code if participation is not None else ""
    read = _Read([], [])
    for number, cells in outside.rows():
        row = reader.read(number, cells)
        if isinstance(row, Row):
            code = row.agency if reader.agency_at is not None else default
            if code in whose:
                read.used.append((code, row))
                continue
            row = reader.of_no_agency(number, code)
        read.refused.append(row)
    return read


def _whose(round_: Round, participation: Participation | None) -> dict[str, int]:
    """Return the agencies whose answers are taken: code -> participation."""
    taking_part = Participation.objects.filter(round=round_)
    if participation is not None:
        taking_part = taking_part.filter(pk=participation.pk)
    found = dict(taking_part.values_list("agency__code", "pk"))
    if not found:
        raise AgencyNotKnown(codes=participation.agency.code if participation else "-")
    return found


def _keep(used: list[tuple[str, Row]], whose: dict[str, int], place: int, now: datetime) -> None:
    """Keep responses in an order drawn by lot, so that none tells where it stood in the file."""
    today = localtime(now).date()
    responses = [
        Response(
            participation_id=whose[code],
            answered_on=row.day or today,
            instrument=place,
            quick=None,
            answers=row.answers,
        )
        for code, row in used
    ]
    SystemRandom().shuffle(responses)
    Response.objects.bulk_create(responses, batch_size=_BATCH)


def _note(
    found: ImportedAnswers,
    round_: Round,
    participation: Participation | None,
    place: int,
    *,
    by: Actor,
    now: datetime,
) -> None:
    facts = {"instrument": found.instrument, "rows": found.usable, "refused": len(found.faults)}
    ImportedFile.objects.create(
        sha256=found.sha256,
        round=round_,
        participation=participation,
        instrument=place,
        rows=found.usable,
        refused=len(found.faults),
        imported_at=now,
    )
    code = f"/{participation.agency.code}" if participation else ""
    subject = f"participation:{round_}{code}" if participation else f"round:{round_}"
    audit("answers.imported", subject, by=by, now=now, sha256=found.sha256, **facts)


def _refuse_again(
    round_: Round,
    place: int,
    participation: Participation | None,
    digest: str,
    *,
    is_of_one: bool,
) -> None:
    """Refuse a file that came in before; one that tells whose answers it has comes for each."""
    before = ImportedFile.objects.filter(round=round_, instrument=place, sha256=digest)
    for earlier in before.order_by("imported_at"):
        whose = earlier.participation_id
        is_same = participation is not None and whose == participation.pk
        if is_of_one or is_same or None in {whose, participation}:
            raise AlreadyImported(day=date_text(localtime(earlier.imported_at).date()))


def _digest(path: Path) -> str:
    if not path.is_file():
        raise FileMissing(file=path)
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write_faults(faults: Iterable[RowRefused], path: Path) -> None:
    """Write the rows that were not used, with their reasons, as CSV.

    Raises:
        FolderUnwritable: the file cannot be written.
    """
    rows: list[list[Cell]] = [
        [fault.number, fault.column, fault.word, fault.reason.th, fault.reason.en]
        for fault in faults
    ]
    try:
        write_csv(path, ("row", "column", "word", "reason_th", "reason_en"), rows)
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error


def faults_file(faults: Iterable[RowRefused]) -> bytes:
    """Return the rows that were not used as CSV, to take away."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "faults.csv"
        write_faults(faults, path)
        return path.read_bytes()
