"""Counters that the rooms below and this one have; later rooms register their own."""

from prongsai.evidence.models import Disclosure
from prongsai.evidence.rules.states import DisclosureState
from prongsai.improvement.models import Meeting
from prongsai.improvement.rules.counters import Counter, register_counter
from prongsai.methodology.wording import Text
from prongsai.surveys.models import Response


def register() -> None:
    """Let measures name these counters."""
    for counter in _COUNTERS:
        register_counter(counter)


def _approved(agency: int, year_be: int) -> int:
    return Disclosure.objects.filter(
        participation__agency=agency,
        participation__round__year_be=year_be,
        state=DisclosureState.APPROVED.value,
    ).count()


def _answers(agency: int, year_be: int) -> int:
    of_year = {"participation__agency": agency, "participation__round__year_be": year_be}
    return Response.objects.filter(**of_year).count()


def _meetings(agency: int, year_be: int) -> int:
    return Meeting.objects.filter(plan__agency=agency, plan__year_be=year_be).count()


_COUNTERS = (
    Counter(
        "evidence.approved",
        Text("รายการเปิดเผยที่ผู้บริหารอนุมัติแล้ว", "disclosures that the executive approved"),
        _approved,
    ),
    Counter(
        "surveys.answers",
        Text("คำตอบแบบวัดที่ได้รับในรอบการประเมิน", "answers that came in for the round"),
        _answers,
    ),
    Counter(
        "improvement.meetings",
        Text("การประชุมคณะทำงานของแผน", "meetings of the plan's working group"),
        _meetings,
    ),
)
