"""Objections of agencies to verdicts, and what is decided about them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from prongsai.directory.rules import Actor
from prongsai.evidence.models import Disclosure, Link, Objection, Page, Verdict
from prongsai.evidence.queries.phases import OBJECTING, require_phase
from prongsai.evidence.queries.verdicts import standing_verdict_on
from prongsai.evidence.rules.disclosing import require_links
from prongsai.evidence.rules.link_lines import NamedLink
from prongsai.evidence.rules.review import FULL, NothingToDecide, NothingToObject, ReasonNeeded
from prongsai.evidence.rules.reviewers import require_decider, require_objector
from prongsai.evidence.rules.states import CaptureReason, Stage
from prongsai.evidence.services.attaching import keep_file
from prongsai.evidence.services.disclosing import named, page_of
from prongsai.evidence.services.verdicts import Said, give_verdict, require_uninvolved
from prongsai.foundation.services.audit import audit
from prongsai.foundation.services.uploads import Sent


@transaction.atomic
def raise_objection(
    disclosure: Disclosure,
    *,
    words: str,
    links: Sequence[NamedLink] = (),
    files: Sequence[Sent] = (),
    by: Actor,
    now: datetime,
) -> Objection:
    """Object to the verdict that counts, once; new evidence is kept apart from what was judged.

    Raises:
        NotAllowed: the agency's coordinator or executive may.
        PhaseNotOpen, NothingToObject, ReasonNeeded, LinkRefused, TooMuch, FileNotTaken.
    """
    participation = disclosure.participation
    require_objector(by, participation.agency_id)
    require_phase(participation.round, OBJECTING, now)
    disclosure = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    standing = standing_verdict_on(disclosure)
    is_there = Objection.objects.filter(disclosure=disclosure).exists()
    if standing is None or standing.option == FULL or is_there:
        raise NothingToObject(item=disclosure.item)
    if not words.strip():
        raise ReasonNeeded()
    require_links(disclosure.item, [link.address for link in links], words)
    objection = Objection.objects.create(
        disclosure=disclosure,
        verdict=standing,
        words=words.strip(),
        raised_by_id=by.user,
        raised_at=now,
    )
    _add_evidence(disclosure, links, now)
    for file in files:
        keep_file(disclosure, file, with_objection=True, by=by, now=now)
    told = {"links": len(links), "files": len(files)}
    audit("objection.raised", named(disclosure), by=by, now=now, **told)
    return objection


@transaction.atomic
def decide_objection(
    objection: Objection,
    *,
    option: str,
    reason: str = "",
    words: str,
    by: Actor,
    now: datetime,
) -> Verdict:
    """Answer an objection with a verdict, as an evaluator who has not judged the item before.

    Raises:
        NotAllowed, NotAllotted, NothingToDecide, PhaseNotOpen, VerdictUnknown, ReasonNeeded.
    """
    require_decider(by)
    locked = Objection.objects.select_for_update().get(pk=objection.pk)
    disclosure = locked.disclosure
    require_phase(disclosure.participation.round, OBJECTING, now)
    if locked.answer_id:
        raise NothingToDecide(item=disclosure.item)
    require_uninvolved(disclosure, by)
    if not words.strip():
        raise ReasonNeeded()
    verdict = give_verdict(disclosure, Stage.OBJECTION, option, Said(reason, words), by, now)
    locked.answer = verdict
    locked.save(update_fields=["answer"])
    return verdict


def _add_evidence(disclosure: Disclosure, links: Sequence[NamedLink], now: datetime) -> None:
    """Put new links beside those that were judged; they are looked at at once."""
    unlike = {link.address.strip(): link for link in links}
    pages = {address: page_of(address) for address in unlike}
    Link.objects.bulk_create(
        Link(
            disclosure=disclosure,
            page=pages[address],
            title=link.title.strip()[:300],
            place=place,
            with_objection=True,
        )
        for place, (address, link) in enumerate(unlike.items())
    )
    due = Page.objects.filter(pk__in=[page.pk for page in pages.values()])
    due.update(due_at=now, reason=CaptureReason.OBJECTION.value)
