"""What several pages of the review show alike."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.evidence.queries.frozen import LinkSeen, links_seen
from prongsai.evidence.queries.judged import ItemPlace, item_judged, objection_to
from prongsai.evidence.queries.phases import DISCLOSING, last_day
from prongsai.evidence.queries.prechecks import Precheck, prechecks
from prongsai.foundation.templatetags.prongsai import said

ItemPage = Callable[[HttpRequest, Actor, ItemPlace], HttpResponse]


def item_page(require: Callable[[Actor], None] | None = None) -> Callable[[ItemPage], Any]:
    """Make a page of the working area about one item of an agency.

    In: what refuses those for whom the page is not at all
    """

    def made(page: ItemPage) -> Any:
        @working
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(page)
        def shown(request: HttpRequest, actor: Actor, **where: Any) -> HttpResponse:
            if require is not None:
                require(actor)
            named = (where[name] for name in ("framework", "year", "agency", "item"))
            return page(request, actor, item_judged(*named, reader=actor))

        return shown

    return made


def tabs_of(place: ItemPlace) -> dict[str, Any]:
    """Return what the tabs of an agency's pages need."""
    participation = place.participation
    return {
        "tabs_round": participation.round,
        "tabs_agency": participation.agency.code,
        "tabs_name": said(place.name),
    }


def evidence_of(place: ItemPlace) -> dict[str, Any]:
    """Return an item with its links as they were at the deadline, and what was objected."""
    objection = objection_to(place)
    links = links_seen(place, objection_at=objection.raised_at if objection else None)
    files = list(place.disclosure.files.order_by("pk")) if place.disclosure else []
    return {
        **tabs_of(place),
        "place": place,
        "disclosure": place.disclosure,
        "files": [file for file in files if not file.with_objection],
        "new_files": [file for file in files if file.with_objection],
        "last_day": last_day(place.participation.round, DISCLOSING),
        "links": links,
        "prechecks": _prechecks(place, links),
        "objection": objection,
    }


def _prechecks(place: ItemPlace, links: list[LinkSeen]) -> list[Precheck]:
    """Return what a machine found on the copies that count; nothing where there are none."""
    judged = [one for one in links if not one.link.with_objection]
    numbers = [one.frozen.capture.number for one in judged if one.frozen]
    if place.disclosure is None or not numbers:
        return []
    return prechecks(place.disclosure, until=max(numbers))
