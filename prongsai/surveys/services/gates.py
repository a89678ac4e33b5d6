"""Opening and closing ways in, and making codes for them."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.foundation.adapters.writing import write_csv
from prongsai.foundation.rules import FolderUnwritable
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text
from prongsai.surveys.models import Code, Gate
from prongsai.surveys.rules.collecting import (
    GateKind,
    GateWithoutCodes,
    NotASurvey,
    code_digest,
    new_code,
    new_token,
)

_OPEN = Text("เปิดทางเข้าแบบสอบถาม", "open a way into a survey")
_CLOSE = Text("ปิดทางเข้าแบบสอบถาม", "close the ways into the surveys of a round")


@transaction.atomic
def open_gate(
    participation: Participation, instrument: str, kind: GateKind, *, by: Actor, now: datetime
) -> Gate:
    """Open a way into a survey of an agency.

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
        NotASurvey: the edition has no survey of this name.
    """
    _require(by, participation)
    edition = frozen_edition(participation.round.edition_id)
    surveys = {
        told.code: place
        for place, told in enumerate(edition.structure.instruments)
        if told.kind == "survey"
    }
    if instrument not in surveys:
        raise NotASurvey(instrument=instrument, surveys=", ".join(surveys))
    gate = Gate.objects.create(
        participation=participation,
        instrument=surveys[instrument],
        kind=kind.value,
        token=new_token(),
    )
    facts = {"instrument": instrument, "kind": kind.value}
    audit("gate.opened", f"participation:{participation.pk}", by=by, now=now, **facts)
    return gate


@transaction.atomic
def make_codes(gate: Gate, number: int, *, by: Actor, now: datetime) -> list[str]:
    """Make one-time codes for a way in. They are told once, here; only their hashes are kept.

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
        GateWithoutCodes: it is an open link.
    """
    _require(by, gate.participation)
    if gate.kind != GateKind.CODES:
        raise GateWithoutCodes()
    codes = [new_code() for _ in range(number)]
    Code.objects.bulk_create(
        Code(digest=digest, gate=gate)
        for digest in sorted(code_digest(gate.token, code) for code in codes)
    )
    locked = Gate.objects.select_for_update().get(pk=gate.pk)
    locked.codes_made += number
    locked.save(update_fields=["codes_made"])
    audit("gate.codes_made", f"gate:{gate.pk}", by=by, now=now, number=number)
    return codes


@transaction.atomic
def close_gates(round_: Round, *, by: Actor, now: datetime) -> int:
    """Close every way in of a round for good, and forget the codes that nobody used.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_role(by, _CLOSE, Role.CENTRAL)
    gates = Gate.objects.filter(participation__round=round_)
    closed = gates.filter(is_closed=False).update(is_closed=True)
    Code.objects.filter(gate__in=gates).delete()
    audit("gates.closed", f"round:{round_}", by=by, now=now, gates=closed)
    return closed


def write_slips(path: Path, address: str, codes: list[str]) -> None:
    """Write codes with the address that they open, one slip a row; no order tells whose is whose.

    Raises:
        FolderUnwritable: the file cannot be written.
    """
    try:
        write_csv(path, ("address", "code"), [[address, code] for code in codes])
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error


def _require(by: Actor, participation: Participation) -> None:
    require_role(by, _OPEN, Role.CENTRAL, Role.COORDINATOR, agency=participation.agency_id)
