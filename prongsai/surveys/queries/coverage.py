"""How many have answered, and how many must; and whether a receipt was counted."""

from dataclasses import dataclass

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.rules import RoundState
from prongsai.methodology.wording import Text
from prongsai.surveys.models import Receipt, Response
from prongsai.surveys.rules.collecting import (
    GateUnknown,
    plain_code,
    receipt_digest,
    required_responses,
)


@dataclass(frozen=True)
class Coverage:
    """How far one survey of an agency is; None where no rule or no headcount tells."""

    instrument: str
    came_in: int
    population: int | None
    required: int | None


def coverage(participation: Participation) -> list[Coverage]:
    """Return how many responses each survey of an agency has; never what, who or when."""
    edition = frozen_edition(participation.round.edition_id)
    found = []
    for place, instrument in enumerate(edition.structure.instruments):
        if instrument.kind != "survey":
            continue
        by_staff = instrument.answered_by == "staff"
        population = participation.staff if by_staff else participation.public
        sheets = Response.objects.filter(participation=participation, instrument=place)
        needed = required_responses(
            edition.rules.sampling, instrument.code, participation.group, population
        )
        found.append(Coverage(instrument.code, sheets.count(), population, needed))
    return found


@dataclass(frozen=True)
class ReceiptList:
    """The receipts of an agency in a round; `digests` is empty until the round has closed."""

    participation: int
    agency: Text
    is_closed: bool
    digests: tuple[str, ...]


def receipt_list(framework: str, year_be: int, agency: str) -> ReceiptList:
    """Return the receipts of an agency, sorted; none of a round that still collects.

    Who could watch the list grow would learn when somebody answered.

    Raises:
        GateUnknown: the agency was not in such a round.
    """
    found = Participation.objects.select_related("round", "agency").filter(
        round__framework=framework, round__year_be=year_be, agency__code=agency
    )
    participation = found.first()
    if participation is None:
        raise GateUnknown()
    is_closed = participation.round.state not in {RoundState.PLANNED, RoundState.COLLECTING}
    receipts = Receipt.objects.filter(participation=participation).order_by("digest")
    digests = receipts.values_list("digest", flat=True) if is_closed else []
    body = participation.agency
    thai = body.name_th or body.name_en or body.code
    return ReceiptList(
        participation.pk,
        Text(thai, body.name_en or thai),
        is_closed,
        tuple(digest.hex for digest in digests),
    )


def was_counted(participation: int, written: str) -> bool:
    """Whether a receipt, as somebody typed it, is among those of an agency."""
    digest = receipt_digest(plain_code(written))
    return Receipt.objects.filter(participation=participation, digest=digest).exists()
