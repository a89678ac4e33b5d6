"""Whether a receipt was counted."""

from dataclasses import dataclass

from prongsai.assessments.models import Participation
from prongsai.assessments.rules import RoundState
from prongsai.methodology.wording import Text
from prongsai.surveys.models import Receipt, ReceiptList
from prongsai.surveys.rules.collecting import GateUnknown, plain_code, receipt_digest

#: Of a digest.
_BYTES = 16


@dataclass(frozen=True)
class PublicReceipts:
    """The receipts of an agency in a round; `digests` is empty until the round has closed."""

    participation: int
    agency: Text
    is_closed: bool
    digests: tuple[str, ...]


def receipt_list(framework: str, year_be: int, agency: str) -> PublicReceipts:
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
    digests = _listed(participation.pk) if is_closed else []
    body = participation.agency
    thai = body.name_th or body.name_en or body.code
    return PublicReceipts(
        participation.pk,
        Text(thai, body.name_en or thai),
        is_closed,
        tuple(digests),
    )


def was_counted(participation: int, written: str) -> bool:
    """Whether a receipt, as somebody typed it, is among those of an agency."""
    digest = receipt_digest(plain_code(written))
    waiting = Receipt.objects.filter(participation=participation, digest=digest)
    return waiting.exists() or digest.hex in _packed(participation)


def _listed(participation: int) -> list[str]:
    """Return all receipts of an agency: those of a list, and of rows that are in none yet."""
    rows = Receipt.objects.filter(participation=participation).values_list("digest", flat=True)
    return sorted([*(digest.hex for digest in rows), *_packed(participation)])


def _packed(participation: int) -> list[str]:
    found = ReceiptList.objects.filter(participation=participation).first()
    digests = bytes(found.digests) if found else b""
    return [digests[at : at + _BYTES].hex() for at in range(0, len(digests), _BYTES)]
