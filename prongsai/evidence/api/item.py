"""One item of an agency with all that was brought and said about it, as operations answer it."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from django.utils.timezone import now
from ninja import Schema
from pydantic import Field

from prongsai.assessments.queries.entered import entered
from prongsai.directory.rules import SEES_ALL, Actor
from prongsai.evidence.queries.checklist import verdicts_seen
from prongsai.evidence.queries.frozen import Copy, LinkSeen, links_seen
from prongsai.evidence.queries.items import item_seen
from prongsai.evidence.queries.judged import (
    GivenVerdict,
    ItemPlace,
    given_verdicts,
    item_judged,
    objection_to,
    standing_of,
)
from prongsai.evidence.rules.checklist import ItemState
from prongsai.evidence.rules.disclosing import LONGEST_WORDS
from prongsai.evidence.services.disclosing import disclosure_of

#: What somebody writes about an item.
Written = Annotated[str, Field(max_length=LONGEST_WORDS)]


class Where(Schema):
    """An item of an agency in a round, as addresses name it."""

    framework: str
    year: int
    agency: str
    item: str


class CopyFacts(Schema):
    """A dated copy of what a link showed; `sha256` is of the bytes that the site sent."""

    number: int
    asked_at: datetime
    reason: str
    outcome: str
    status: int | None
    media_type: str
    sha256: str

    @classmethod
    def of(cls, copy: Copy | None) -> Self | None:
        """Return a copy as operations answer it."""
        if copy is None:
            return None
        one = copy.capture
        facts = {name: getattr(one, name) for name in cls.model_fields if name != "sha256"}
        return cls(**facts, sha256=one.body)


class LinkFacts(Schema):
    """A link; `judged_on` is the copy that counts, `latest` a later one."""

    address: str
    title: str
    with_objection: bool
    judged_on: CopyFacts | None
    latest: CopyFacts | None
    has_changed: bool

    @classmethod
    def of(cls, seen: LinkSeen) -> Self:
        """Return a link as operations answer it."""
        return cls(
            address=seen.link.page.address,
            title=seen.link.title,
            with_objection=seen.link.with_objection,
            judged_on=CopyFacts.of(seen.frozen),
            latest=CopyFacts.of(seen.latest),
            has_changed=seen.has_changed,
        )


class FileFacts(Schema):
    """A file; its content is to be had below `/files/`."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    with_objection: bool


class RemarkFacts(Schema):
    """Words between those who work on the item."""

    by: str
    at: datetime
    words: str


class PrecheckFacts(Schema):
    """What a machine found of a criterion: met, not_met, or person where somebody must look."""

    criterion: str
    result: str
    reason_th: str
    reason_en: str


class VerdictFacts(Schema):
    """A verdict as the edition calls it; `stage` says at which point of the review it was given."""

    stage: str
    option: str
    name_th: str
    name_en: str
    reason_th: str
    reason_en: str
    words: str
    at: datetime
    is_own: bool

    @classmethod
    def of(cls, given: GivenVerdict) -> Self:
        """Return a verdict as operations answer it, without who gave it."""
        return cls(
            stage=given.stage.value,
            option=given.option,
            name_th=given.name.th,
            name_en=given.name.en,
            reason_th=given.reason.th if given.reason else "",
            reason_en=given.reason.en if given.reason else "",
            words=given.words,
            at=given.at,
            is_own=given.is_own,
        )


class ObjectionFacts(Schema):
    """An objection to a verdict; `answer` is the verdict that decided it."""

    words: str
    raised_at: datetime
    verdict: str
    answer: str | None
    answer_words: str


class Item(Schema):
    """An item; `version` changes with what is disclosed, `verdict` is the one that counts."""

    item: str
    name_th: str
    name_en: str
    state: ItemState
    unit: str
    due: date | None
    is_open: bool
    explanation: str
    exemption: str
    carried_from: int | None
    version: str
    links: list[LinkFacts]
    files: list[FileFacts]
    remarks: list[RemarkFacts]
    prechecks: list[PrecheckFacts]
    verdict: VerdictFacts | None
    verdicts: list[VerdictFacts]
    objection: ObjectionFacts | None


def disclosure_at(where: Where, *, reader: Actor) -> Any:
    """Return the disclosure of an item for who may read about the agency.

    Raises:
        RoundUnknown, AgencyNotKnown, ItemUnknown, NotAllowed.
    """
    found = entered(where.framework, where.year, where.agency, reader=reader)
    return disclosure_of(found, where.item)


def item_shown(where: Where, *, reader: Actor) -> Item:
    """Return an item as far as a reader sees it.

    Raises:
        RoundUnknown, AgencyNotKnown, ItemUnknown, NotAllowed.
    """
    place = item_judged(where.framework, where.year, where.agency, where.item, reader=reader)
    moment = now()
    seen = item_seen(place.participation, where.item, reader=reader, now=moment)
    objection = objection_to(place)
    told = verdicts_seen(place.participation, reader=reader, now=moment)
    standing = standing_of(place) if told else None
    links = links_seen(place, objection_at=objection.raised_at if objection else None)
    is_reviewer = not reader.roles.isdisjoint(SEES_ALL)
    return Item(
        item=seen.item,
        name_th=seen.name.th,
        name_en=seen.name.en,
        state=seen.state,
        unit=seen.unit,
        due=seen.due,
        is_open=seen.is_open,
        explanation=seen.explanation,
        exemption=seen.exemption,
        carried_from=seen.carried_from,
        version=seen.version,
        links=[LinkFacts.of(one) for one in links],
        files=_files(place),
        remarks=[RemarkFacts(by=one.by, at=one.at, words=one.words) for one in seen.remarks],
        prechecks=[
            PrecheckFacts(
                criterion=one.code,
                result=one.result.value,
                reason_th=one.reason.th,
                reason_en=one.reason.en,
            )
            for one in seen.prechecks
        ],
        verdict=VerdictFacts.of(standing) if standing else None,
        verdicts=[VerdictFacts.of(one) for one in given_verdicts(place, reader=reader)]
        if is_reviewer
        else [],
        objection=_objection(objection),
    )


def _files(place: ItemPlace) -> list[FileFacts]:
    files = place.disclosure.files.order_by("pk") if place.disclosure else []
    return [
        FileFacts(**{name: getattr(one, name) for name in FileFacts.model_fields}) for one in files
    ]


def _objection(found: Any) -> ObjectionFacts | None:
    if found is None:
        return None
    return ObjectionFacts(
        words=found.words,
        raised_at=found.raised_at,
        verdict=found.verdict.option,
        answer=found.answer.option if found.answer else None,
        answer_words=found.answer.words if found.answer else "",
    )
