"""What became public about an agency, the latest first: for feeds."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.utils.timezone import make_aware

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.methodology.wording import Text, same
from prongsai.portal.transparency.queries.agencies import entered_by_year, last_day_of, named
from prongsai.portal.transparency.queries.disclosed import disclosed
from prongsai.portal.transparency.rules import is_public, public_from
from prongsai.results.models import Publication
from prongsai.results.rules import AgencyUnknown

#: So many changes are told.
MOST = 100
_NONE = same("")


class ChangeKind(StrEnum):
    """What happened."""

    DISCLOSED = "disclosed"
    RESULTS = "results"


@dataclass(frozen=True)
class Change:
    """Something that became public; of results there is no item."""

    kind: ChangeKind
    at: datetime
    year_be: int
    item: str = ""
    name: Text = _NONE
    explanation: str = ""


@dataclass(frozen=True)
class Changes:
    """An agency and what became public about it, the latest first."""

    code: str
    name: Text
    changes: tuple[Change, ...]


def changes_of(code: str, today: date) -> Changes:
    """Return what became public about an agency.

    Raises:
        AgencyUnknown: it takes part in no round.
    """
    entered = entered_by_year(code)
    if not entered:
        raise AgencyUnknown(agency=code)
    found = [change for one in entered.values() for change in _disclosed(one, today)]
    published = Publication.objects.filter(run__scores__agency__code=code)
    found += [
        Change(ChangeKind.RESULTS, at, year_be)
        for year_be, at in published.values_list("year_be", "published_at")
        if year_be in entered
    ]
    found.sort(key=lambda change: (change.at, change.year_be), reverse=True)
    return Changes(code, named(entered[max(entered)]).name, tuple(found[:MOST]))


def _disclosed(participation: Participation, today: date) -> list[Change]:
    last_day = last_day_of(participation.round_id)
    if not is_public(last_day, today):
        return []
    begins = public_from(last_day)
    opened = make_aware(datetime.combine(begins, time.min)) if begins else None
    edition = frozen_edition(participation.round.edition_id)
    leaves = checklist_of(edition)
    return [
        Change(
            ChangeKind.DISCLOSED,
            max(shown.approved_at, opened) if opened else shown.approved_at,
            participation.round.year_be,
            item,
            edition.nodes[leaves[item]].text,
            shown.explanation or shown.exemption,
        )
        for item, shown in disclosed([participation], last_day)[participation.pk].items()
        if shown.approved_at and item in leaves
    ]
