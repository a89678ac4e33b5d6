"""What a machine says beforehand about a disclosure, criterion by criterion."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.evidence.models import Capture, Disclosure
from prongsai.evidence.queries.looks import last_captures
from prongsai.evidence.rules.checks import RESULT_NAMES, CheckResult, Seen, checked, seen_text
from prongsai.evidence.rules.states import CaptureOutcome
from prongsai.methodology.edition.criteria import criteria_of
from prongsai.methodology.edition.files import Criterion
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Precheck:
    """A criterion, and what a machine found; whether it counts, a person says."""

    code: str
    criterion: Criterion
    result: CheckResult
    reason: Text

    @property
    def result_name(self) -> Text:
        """The result in words."""
        return RESULT_NAMES[self.result]


def prechecks(disclosure: Disclosure, *, until: int | None = None) -> list[Precheck]:
    """Return a result for every criterion of the item, in their order; none where it has none.

    In: `until` is the number of the last capture that counts; without it the latest ones do
    """
    edition = frozen_edition(disclosure.participation.round.edition_id)
    criteria = criteria_of(edition, disclosure.item)
    if not criteria:
        return []
    seen = _seen(disclosure, until)
    found = []
    for code, criterion in criteria.items():
        judged = checked(criterion, seen, edition.year_be)
        found.append(Precheck(code, criterion, judged.result, judged.reason))
    return found


def _seen(disclosure: Disclosure, until: int | None) -> list[Seen]:
    """Return the links of a disclosure with what they showed; each page once.

    Links that came with an objection are new evidence, which a person weighs.
    """
    links = disclosure.links.filter(with_objection=False).select_related("page").order_by("place")
    addresses = {link.page_id: link.page.address for link in links}
    which = Q() if until is None else Q(number__lte=until)
    last = last_captures(addresses, which).select_related("text")
    captures = {one.page_id: one for one in last}
    return [_as_seen(address, captures.get(page)) for page, address in addresses.items()]


def _as_seen(address: str, capture: Capture | None) -> Seen:
    if capture is None:
        return Seen(address, None, localdate())
    return Seen(
        address=address,
        outcome=CaptureOutcome(capture.outcome),
        day=localdate(capture.asked_at),
        status=capture.status,
        led_to=capture.led_to,
        media_type=capture.media_type,
        text=seen_text(capture.text.text) if capture.text else "",
        is_cut=capture.is_cut,
    )
