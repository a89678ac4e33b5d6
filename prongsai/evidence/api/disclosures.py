"""What agencies disclose, for programs: fill in, send, approve, send back, files."""

from datetime import date
from typing import Annotated, Any

from django.http import FileResponse
from django.utils.timezone import now
from ninja import Path, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.params.functions import File
from pydantic import StringConstraints

from prongsai.assessments.queries.entered import entered
from prongsai.directory.api import KeyAuth
from prongsai.directory.rules import Role
from prongsai.evidence.api.item import Item, Where, disclosure_at, item_shown
from prongsai.evidence.queries.checklist import checklist
from prongsai.evidence.queries.item_rows import ItemRow
from prongsai.evidence.queries.judged import item_judged
from prongsai.evidence.queries.offers import offered
from prongsai.evidence.rules.checklist import ItemState
from prongsai.evidence.rules.disclosing import LONGEST_REMARK
from prongsai.evidence.rules.link_lines import NamedLink
from prongsai.evidence.services import disclosing
from prongsai.evidence.services.attaching import attach_file, file_of, remove_file
from prongsai.foundation.views import handed_out

router = Router(tags=["disclosures"], auth=KeyAuth())
_AGENCY = "/rounds/{framework}/{int:year}/agencies/{agency}"
_LIST = f"{_AGENCY}/disclosures"
_ITEM = f"{_LIST}/{{item}}"
_FILLS_IN = KeyAuth(Role.CENTRAL, Role.COORDINATOR, Role.OFFICER)
_SENDS, _ASSIGNS = (
    KeyAuth(Role.COORDINATOR, Role.OFFICER),
    KeyAuth(Role.CENTRAL, Role.COORDINATOR),
)
_APPROVES = KeyAuth(Role.EXECUTIVE)
_FILE: Any = File(...)


class InRound(Schema):
    """An agency in a round, as addresses name it."""

    framework: str
    year: int
    agency: str


class Row(Schema):
    """An item of the checklist, and what there is for it; `verdict_*` are "" where none shows."""

    item: str
    name_th: str
    name_en: str
    state: ItemState
    unit: str
    due: date | None
    is_late: bool
    links: int
    broken: int
    files: int
    is_exempt: bool
    carried_from: int | None
    verdict_th: str
    verdict_en: str


class Checklist(Schema):
    """Every item of the checklist; `counts` says how many are how far."""

    counts: dict[str, int]
    items: list[Row]


class NewLink(Schema):
    """A link, and what it is called."""

    address: str
    title: str = ""


class Draft(Schema):
    """Links and words in place of those before; `seen` is the version that they rest on, or ""."""

    links: list[NewLink] = []
    explanation: str = ""
    exemption: str = ""
    seen: str = ""


class Seen(Schema):
    """The version that was read (`version` of the item); "" is not compared."""

    seen: str = ""


class Words(Schema):
    """What is to be done."""

    words: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_REMARK)
    ]


class Assigned(Schema):
    """The code of a unit ("" is none), and the day on which the item is due."""

    unit: str = ""
    due: date | None = None


class OfferRow(Schema):
    """A public page of this site, and whether it is likely to suit the item."""

    title_th: str
    title_en: str
    address: str
    is_likely: bool


class Carried(Schema):
    """How many items were taken over as drafts."""

    items: int


@router.get(_LIST, response=Checklist, summary="The disclosure checklist of an agency")
def list_items(request: Any, where: Path[InRound]) -> Checklist:
    found = checklist(_entered(request, where), reader=request.auth, now=now())
    return Checklist(counts=found.counts, items=[_row(row) for row in found.rows])


@router.get(_ITEM, response=Item, summary="An item with links, files, copies and verdicts")
def show_item(request: Any, where: Path[Where]) -> Item:
    return item_shown(where, reader=request.auth)


@router.put(_ITEM, auth=_FILLS_IN, response=Item, summary="Put links and words into a draft")
def fill_in(request: Any, where: Path[Where], draft: Draft) -> Item:
    links = [NamedLink(link.address, link.title) for link in draft.links]
    told = {**draft.dict(exclude={"links"}), "links": links}
    disclosing.edit_disclosure(
        disclosure_at(where, reader=request.auth), **told, by=request.auth, now=now()
    )
    return item_shown(where, reader=request.auth)


@router.post(f"{_ITEM}/submit", auth=_SENDS, response=Item, summary="Send it for approval")
def submit(request: Any, where: Path[Where]) -> Item:
    disclosing.submit_disclosure(
        disclosure_at(where, reader=request.auth), by=request.auth, now=now()
    )
    return item_shown(where, reader=request.auth)


@router.post(f"{_ITEM}/approve", auth=_APPROVES, response=Item, summary="Approve what you read")
def approve(request: Any, where: Path[Where], seen: Seen) -> Item:
    found = disclosure_at(where, reader=request.auth)
    disclosing.approve_disclosure(found, seen=seen.seen, by=request.auth, now=now())
    return item_shown(where, reader=request.auth)


@router.post(f"{_ITEM}/return", auth=_APPROVES, response=Item, summary="Send it back")
def send_back(request: Any, where: Path[Where], said: Words) -> Item:
    found = disclosure_at(where, reader=request.auth)
    disclosing.return_disclosure(found, words=said.words, by=request.auth, now=now())
    return item_shown(where, reader=request.auth)


@router.get(f"{_ITEM}/offers", response=list[OfferRow], summary="Pages of this site to choose")
def list_offers(request: Any, where: Path[Where]) -> list[OfferRow]:
    """Return what the site publishes of the agency; a draft takes an address as any link."""
    place = item_judged(*where.dict().values(), reader=request.auth)
    site = request.build_absolute_uri("/")
    return [
        OfferRow(
            title_th=one.title.th,
            title_en=one.title.en,
            address=one.address,
            is_likely=one.is_likely,
        )
        for one in offered(place.participation, where.item, site=site)
    ]


@router.put(f"{_ITEM}/assignment", auth=_ASSIGNS, response=Item, summary="Give it to a unit")
def assign(request: Any, where: Path[Where], told: Assigned) -> Item:
    found = disclosure_at(where, reader=request.auth)
    unit = disclosing.unit_of(found, told.unit)
    disclosing.assign_item(found, unit=unit, due=told.due, by=request.auth, now=now())
    return item_shown(where, reader=request.auth)


@router.post(f"{_ITEM}/files", auth=_FILLS_IN, response={201: Item}, summary="Add a file")
def add_file(request: Any, where: Path[Where], file: UploadedFile = _FILE) -> Status[Item]:
    attach_file(disclosure_at(where, reader=request.auth), file, by=request.auth, now=now())
    return Status(201, item_shown(where, reader=request.auth))


@router.get(f"{_ITEM}/files/{{int:file}}", summary="The content of a file")
def show_file(request: Any, where: Path[Where], file: int) -> FileResponse:
    found = file_of(_entered(request, where), where.item, file, reader=request.auth)
    return handed_out(found.path, name=found.name, media_type=found.media_type)


@router.delete(f"{_ITEM}/files/{{int:file}}", auth=_FILLS_IN, response=Item, summary="Remove it")
def drop_file(request: Any, where: Path[Where], file: int) -> Item:
    remove_file(disclosure_at(where, reader=request.auth), file, by=request.auth, now=now())
    return item_shown(where, reader=request.auth)


@router.post(
    f"{_AGENCY}/carry-over",
    auth=KeyAuth(Role.COORDINATOR),
    response=Carried,
    summary="Take last year's disclosures over as drafts",
)
def carry_over(request: Any, where: Path[InRound]) -> Carried:
    found = _entered(request, where)
    return Carried(items=disclosing.carry_over(found, by=request.auth, now=now()))


def _entered(request: Any, where: InRound | Where) -> Any:
    return entered(where.framework, where.year, where.agency, reader=request.auth)


def _row(row: ItemRow) -> Row:
    said = row.verdict
    return Row(
        **row.payload(), verdict_th=said.th if said else "", verdict_en=said.en if said else ""
    )
