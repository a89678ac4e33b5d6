"""Objections for programs: raise one, see those that wait, decide one."""

from datetime import datetime
from typing import Any

from django.utils.timezone import now
from ninja import Form, Path, Query, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.params.functions import File

from prongsai.directory.api import KeyAuth
from prongsai.directory.rules import Role
from prongsai.evidence.api.item import Item, Where, disclosure_at, item_shown
from prongsai.evidence.api.reviews import Numbered, Settled
from prongsai.evidence.queries.judged import item_judged, objection_to
from prongsai.evidence.queries.objections import Waiting, waiting_objections
from prongsai.evidence.rules.link_lines import links_in
from prongsai.evidence.rules.review import NothingToDecide
from prongsai.evidence.services.objecting import decide_objection, raise_objection
from prongsai.foundation.api import Paged, paging

router = Router(tags=["objections"], auth=KeyAuth())
_ITEM = "/rounds/{framework}/{int:year}/agencies/{agency}/disclosures/{item}"
_MAYBE_FILES: Any = File([])


class WaitingRow(Schema):
    """An objection that nobody has decided."""

    framework: str
    year_be: int
    agency: str
    name_th: str
    name_en: str
    item: str
    verdict_th: str
    verdict_en: str
    raised_at: datetime


class WaitingPage(Paged):
    """One page of objections that wait, the oldest first."""

    objections: int
    rows: list[WaitingRow]


class NewObjection(Schema):
    """Why the verdict is not right; new links one on a line, what it is called after a space."""

    words: str
    links: str = ""


@router.get("/objections", response=WaitingPage, summary="Objections that wait to be decided")
def list_waiting(request: Any, numbered: Query[Numbered]) -> WaitingPage:
    page = waiting_objections(reader=request.auth, page=numbered.page)
    return WaitingPage(**paging(page, "objections"), rows=[_waiting(row) for row in page])


@router.post(
    f"{_ITEM}/objection",
    auth=KeyAuth(Role.COORDINATOR, Role.EXECUTIVE),
    response={201: Item},
    summary="Object to the verdict that counts",
)
def raise_one(
    request: Any,
    where: Path[Where],
    told: Form[NewObjection],
    files: list[UploadedFile] = _MAYBE_FILES,
) -> Status[Item]:
    """Take words, links and files (multipart/form-data); an item can be objected to once."""
    found, links = disclosure_at(where, reader=request.auth), links_in(told.links)
    raise_objection(found, words=told.words, links=links, files=files, by=request.auth, now=now())
    return Status(201, item_shown(where, reader=request.auth))


@router.post(
    f"{_ITEM}/objection/decision",
    auth=KeyAuth(Role.EVALUATOR),
    response=Item,
    summary="Decide an objection",
)
def decide(request: Any, where: Path[Where], told: Settled) -> Item:
    place = item_judged(where.framework, where.year, where.agency, where.item, reader=request.auth)
    objection = objection_to(place)
    if objection is None:
        raise NothingToDecide(item=where.item)
    decide_objection(objection, **told.dict(), by=request.auth, now=now())
    return item_shown(where, reader=request.auth)


def _waiting(row: Waiting) -> WaitingRow:
    return WaitingRow(
        framework=row.framework,
        year_be=row.year_be,
        agency=row.agency,
        name_th=row.name.th,
        name_en=row.name.en,
        item=row.item,
        verdict_th=row.verdict.th,
        verdict_en=row.verdict.en,
        raised_at=row.raised_at,
    )
