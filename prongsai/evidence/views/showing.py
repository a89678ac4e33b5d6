"""What several pages of the review show alike."""

from typing import Any

from prongsai.evidence.queries.frozen import LinkSeen, last_day_to_disclose, links_seen
from prongsai.evidence.queries.judged import ItemPlace, objection_to
from prongsai.evidence.queries.prechecks import Precheck, prechecks
from prongsai.foundation.templatetags.prongsai import said


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
    return {
        **tabs_of(place),
        "place": place,
        "disclosure": place.disclosure,
        "last_day": last_day_to_disclose(place.participation.round),
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
