"""Opening and closing ways in, and making codes for them."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.db import transaction

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.rules import RoundState
from prongsai.directory.rules import Actor
from prongsai.foundation.adapters.writing import write_csv
from prongsai.foundation.rules import FolderUnwritable
from prongsai.foundation.services.audit import audit
from prongsai.methodology.thai import repaired
from prongsai.surveys.adapters.pictures import qr_drawing
from prongsai.surveys.models import Code, Gate
from prongsai.surveys.queries.surveys import surveys_of
from prongsai.surveys.rules.collecting import (
    GateKind,
    GateWithoutCodes,
    NotASurvey,
    code_digest,
    new_code,
    new_token,
)
from prongsai.surveys.rules.gates import (
    LONGEST_PLACE,
    GateShut,
    PlaceTooLong,
    require_before_the_end,
    require_number_of_codes,
)
from prongsai.surveys.rules.rights import require_closer, require_opener


@transaction.atomic
def open_gate(
    participation: Participation,
    instrument: str,
    kind: GateKind,
    *,
    place: str = "",
    by: Actor,
    now: datetime,
) -> Gate:
    """Open a way into a survey of an agency.

    In: `place`: the service point where it hangs; "" is the whole agency

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
        CollectingEnded, PlaceTooLong.
        NotASurvey: the edition has no survey of this name.
    """
    require_opener(by, participation.agency_id)
    require_before_the_end(_state(participation))
    place = repaired(place)
    if len(place) > LONGEST_PLACE:
        raise PlaceTooLong(most=LONGEST_PLACE)
    surveys = surveys_of(frozen_edition(participation.round.edition_id))
    if instrument not in surveys:
        raise NotASurvey(instrument=instrument, surveys=", ".join(surveys))
    gate = Gate.objects.create(
        participation=participation,
        instrument=surveys[instrument],
        kind=kind.value,
        token=new_token(),
        place=place,
    )
    facts = {"instrument": instrument, "kind": kind.value, "place": gate.place}
    audit("gate.opened", f"participation:{participation.pk}", by=by, now=now, **facts)
    return gate


@transaction.atomic
def make_codes(gate: Gate, number: int, *, by: Actor, now: datetime) -> list[str]:
    """Make one-time codes for a way in. They are told once, here; only their hashes are kept.

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
        GateWithoutCodes: it is an open link.
        CodesOutOfRange, CollectingEnded.
        GateShut: it was closed.
    """
    require_opener(by, gate.participation.agency_id)
    require_number_of_codes(number)
    require_before_the_end(_state(gate.participation))
    if gate.kind != GateKind.CODES:
        raise GateWithoutCodes()
    locked = _locked(gate)
    if locked.is_closed:
        raise GateShut()
    codes = [new_code() for _ in range(number)]
    Code.objects.bulk_create(
        Code(digest=digest, gate=gate)
        for digest in sorted(code_digest(gate.token, code) for code in codes)
    )
    locked.codes_made += number
    locked.save(update_fields=["codes_made"])
    audit("gate.codes_made", f"gate:{gate.pk}", by=by, now=now, number=number)
    return codes


@transaction.atomic
def close_gate(gate: Gate, *, by: Actor, now: datetime) -> Gate:
    """Close one way in for good, and forget its codes that nobody used; safe to repeat.

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
    """
    require_opener(by, gate.participation.agency_id)
    locked = _locked(gate)
    if locked.is_closed:
        return locked
    locked.is_closed = True
    locked.save(update_fields=["is_closed"])
    forgotten, _ = Code.objects.filter(gate=locked).delete()
    audit("gate.closed", f"gate:{gate.pk}", by=by, now=now, codes_forgotten=forgotten)
    return locked


@transaction.atomic
def forget_codes(
    gate: Gate, codes: Collection[str] | None = None, *, by: Actor, now: datetime
) -> int:
    """Forget codes of a way in that nobody used: those given, else all. Return how many.

    Raises:
        NotAllowed: the agency's coordinator or the central administrator may.
    """
    require_opener(by, gate.participation.agency_id)
    unused = Code.objects.filter(gate=gate)
    if codes is not None:
        unused = unused.filter(pk__in=[code_digest(gate.token, code) for code in codes])
    forgotten, _ = unused.delete()
    audit("gate.codes_forgotten", f"gate:{gate.pk}", by=by, now=now, number=forgotten)
    return forgotten


@transaction.atomic
def close_gates(round_: Round, *, by: Actor, now: datetime) -> int:
    """Close every way in of a round for good, and forget the codes that nobody used.

    Raises:
        NotAllowed: only the central administrator may.
    """
    require_closer(by)
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


def address_drawn(address: str) -> str:
    """Return the QR code of an address, as SVG to stand in a page."""
    return qr_drawing(address)


def _locked(gate: Gate) -> Gate:
    return Gate.objects.select_for_update().get(pk=gate.pk)


def _state(participation: Participation) -> RoundState:
    return RoundState(Round.objects.values_list("state", flat=True).get(pk=participation.round_id))
