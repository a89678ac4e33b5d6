"""What one agency discloses in a year, as everybody may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from prongsai.assessments.models import Participation, Phase
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.rules import RoundState
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.methodology.edition.files import Option
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text
from prongsai.portal.transparency.queries.disclosed import Shown, disclosed
from prongsai.portal.transparency.queries.verdicts import verdicts_in
from prongsai.portal.transparency.rules import (
    DISCLOSING,
    NothingToShow,
    is_public,
    public_from,
)
from prongsai.results.queries.histories import AgencyHistory, AgencyYear
from prongsai.results.queries.published import published_history
from prongsai.results.rules import Agency, AgencyUnknown


@dataclass(frozen=True)
class ShownItem:
    """An item of the checklist; None where nothing is disclosed, or no verdict published."""

    code: str
    name: Text
    disclosure: Shown | None
    verdict: Option | None


@dataclass(frozen=True)
class Branch:
    """A node of the checklist's tree with what hangs on it: other nodes, or items."""

    code: str
    name: Text
    branches: tuple["Branch", ...]
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, eq=False)
class AgencyDisclosures:
    """An agency in a year; `public_from` is a day to come, None where what there is, is public."""

    agency: Agency
    year_be: int
    edition: Edition
    items: tuple[ShownItem, ...]
    public_from: date | None
    #: Whether the year's round was held here; otherwise only its verdicts can be known.
    has_round: bool
    #: The year's published results; None before.
    results: AgencyYear | None
    #: Years of which something is known, the latest first.
    years: tuple[int, ...]

    @property
    def disclosed(self) -> int:
        """How many items something is disclosed for."""
        return sum(item.disclosure is not None for item in self.items)

    @property
    def links(self) -> int:
        """How many links there are."""
        return sum(len(item.disclosure.links) for item in self.items if item.disclosure)

    @property
    def files(self) -> int:
        """How many files there are."""
        return sum(len(item.disclosure.files) for item in self.items if item.disclosure)

    @property
    def tree(self) -> tuple[Branch, ...]:
        """The items below their indicators and sub-indicators."""
        edition, items = self.edition, {item.code: item for item in self.items}
        return tuple(
            _branch(edition, node, items)
            for node in edition.of_kind(Kind.INDICATOR)
            if edition.is_checklist(node)
        )


def agency_disclosures(code: str, year_be: int, today: date) -> AgencyDisclosures:
    """Return what is public of an agency's disclosures in a year.

    Raises:
        NothingToShow: it took no part in a round of that year, and no result of it is published.
    """
    entered, history = entered_by_year(code), _history(code)
    participation = entered.get(year_be)
    results = history.of(year_be) if history else None
    sha256 = _edition_of(participation, results)
    if sha256 is None:
        raise NothingToShow(agency=code, year=year_be)
    edition = frozen_edition(sha256)
    shown, coming = _shown(participation, today) if participation else ({}, None)
    years = {*entered, *(one.year_be for one in (history.years if history else ()))}
    return AgencyDisclosures(
        agency=history.agency if history else named(entered[year_be]),
        year_be=year_be,
        edition=edition,
        items=items_of(edition, shown, verdicts_in(results) if results else {}),
        public_from=coming,
        has_round=participation is not None,
        results=results,
        years=tuple(sorted(years, reverse=True)),
    )


def items_of(
    edition: Edition, shown: Mapping[str, Shown], verdicts: Mapping[str, Option]
) -> tuple[ShownItem, ...]:
    """Return all items of an edition's checklist with what is known of each."""
    return tuple(
        ShownItem(code, edition.nodes[leaf].text, shown.get(code), verdicts.get(code))
        for code, leaf in checklist_of(edition).items()
    )


def last_day_of(round_: int) -> date | None:
    """Return the last day on which agencies disclose in a round; None where it has no date."""
    phase = Phase.objects.filter(round=round_, code=DISCLOSING)
    return phase.values_list("ends", flat=True).first()


def entered_by_year(code: str) -> dict[int, Participation]:
    """Return the rounds in which an agency takes part, by year; one that is planned is not told."""
    # Letters that no code has, which PostgreSQL would not even look for.
    if not code.isprintable():
        return {}
    found = Participation.objects.filter(agency__code=code, round__framework=DEFAULT_FRAMEWORK)
    found = found.exclude(round__state=RoundState.PLANNED.value)
    return {one.round.year_be: one for one in found.select_related("round", "agency")}


def named(participation: Participation) -> Agency:
    """Return who an agency is, by a round that it takes part in."""
    agency = participation.agency
    return Agency(
        agency.code,
        agency.name_th,
        agency.name_en,
        participation.group,
        participation.ministry,
        participation.province,
    )


def _history(code: str) -> AgencyHistory | None:
    try:
        return published_history(code)
    except AgencyUnknown:
        return None


def _edition_of(participation: Participation | None, results: AgencyYear | None) -> str | None:
    if participation:
        return participation.round.edition_id
    return results.provenance.edition_sha256 if results else None


def _shown(participation: Participation, today: date) -> tuple[dict[str, Shown], date | None]:
    """Return what is disclosed; before it is public nothing, and the day from which it will be."""
    last_day = last_day_of(participation.round_id)
    if not is_public(last_day, today):
        return {}, public_from(last_day)
    return disclosed([participation], last_day)[participation.pk], None


def _branch(edition: Edition, node: int, items: Mapping[str, ShownItem]) -> Branch:
    below = edition.children[node]
    return Branch(
        edition.nodes[node].code,
        edition.nodes[node].text,
        tuple(
            _branch(edition, one, items)
            for one in below
            if edition.nodes[one].kind is Kind.SUB_INDICATOR
        ),
        tuple(items[edition.nodes[one].code] for one in below if edition.nodes[one].code in items),
    )
