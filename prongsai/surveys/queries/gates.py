"""Ways in, as those who come in meet them."""

from dataclasses import dataclass

from prongsai.assessments.rules import RoundState
from prongsai.methodology.wording import Text
from prongsai.surveys.models import Code, Gate
from prongsai.surveys.rules.collecting import (
    CollectionClosed,
    GateKind,
    GateUnknown,
    NotYetOpen,
)


@dataclass(frozen=True)
class WayIn:
    """An open way in: where it leads, and whether it takes a code."""

    gate: int
    token: str
    participation: int
    edition: str
    #: Place among the edition's instruments.
    instrument: int
    needs_code: bool
    agency: Text
    agency_code: str
    framework: str
    year_be: int


def way_in(token: str) -> WayIn:
    """Return the way in of an address.

    Raises:
        GateUnknown: there is none.
        NotYetOpen: its round collects no answers yet.
        CollectionClosed: it collects none any more.
    """
    gates = Gate.objects.select_related("participation__round", "participation__agency")
    gate = gates.filter(token=token).first()
    if gate is None:
        raise GateUnknown()
    round_, agency = gate.participation.round, gate.participation.agency
    if round_.state == RoundState.PLANNED:
        raise NotYetOpen()
    if gate.is_closed or round_.state != RoundState.COLLECTING:
        raise CollectionClosed()
    thai = agency.name_th or agency.name_en or agency.code
    return WayIn(
        gate=gate.pk,
        token=gate.token,
        participation=gate.participation_id,
        edition=round_.edition_id,
        instrument=gate.instrument,
        needs_code=gate.kind == GateKind.CODES,
        agency=Text(thai, agency.name_en or thai),
        agency_code=agency.code,
        framework=round_.framework,
        year_be=round_.year_be,
    )


def codes_left(gate: Gate) -> int:
    """Return how many codes of a way in were not used yet."""
    return Code.objects.filter(gate=gate).count()
