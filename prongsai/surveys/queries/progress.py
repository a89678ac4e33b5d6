"""How many have answered in a round, agency by agency; never what, who or when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, QuerySet

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import name_of
from prongsai.assessments.rules.rights import require_reader
from prongsai.directory.queries import seen_by
from prongsai.directory.rules import Actor
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.thai import squeezed
from prongsai.methodology.wording import Text, same
from prongsai.surveys.models import Response
from prongsai.surveys.queries.coverage import Coverage, covered

#: Agencies a page shows.
PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which agencies are asked for; "" is all."""

    search: str = ""
    ministry: str = ""
    group: str = ""
    #: "short": some survey needs more; "enough": none does; "unknown": no rule or headcount tells.
    state: str = ""


@dataclass(frozen=True)
class AgencyCovered:
    """An agency and how far its surveys are."""

    agency: str
    name: Text
    group: Text
    ministry: str
    surveys: tuple[Coverage, ...]

    @property
    def lacking(self) -> tuple[Coverage, ...]:
        """The surveys that need more."""
        return tuple(survey for survey in self.surveys if survey.is_short)

    @property
    def state(self) -> str:
        """Return "short", "enough" or "unknown"."""
        found = {survey.is_short for survey in self.surveys}
        if True in found:
            return "short"
        return "unknown" if None in found else "enough"


@dataclass(frozen=True)
class SurveyTotal:
    """One survey over all agencies that were asked for."""

    instrument: str
    name: Text
    came_in: int
    #: Over the agencies of which it is known.
    required: int
    population: int
    short: int
    enough: int
    unknown: int


@dataclass(frozen=True)
class RoundCovered:
    """The agencies of a round that a reader sees and asked for, with totals."""

    agencies: tuple[AgencyCovered, ...]
    totals: tuple[SurveyTotal, ...]
    #: What may be chosen: ministries, and types of agencies by code.
    ministries: tuple[str, ...]
    groups: tuple[tuple[str, Text], ...]

    def page(self, number: str) -> "Page[AgencyCovered]":
        """Return one page of the agencies; the first when there is no such page."""
        pages = Paginator(self.agencies, PAGE)
        try:
            return pages.page(number)
        except InvalidPage:
            return pages.page(1)

    @property
    def short(self) -> int:
        """How many agencies need more in some survey."""
        return sum(agency.state == "short" for agency in self.agencies)


def round_covered(round_: Round, *, reader: Actor, wanted: Wanted) -> RoundCovered:
    """Return how far the agencies of a round are that the reader may see.

    Raises:
        NotAllowed: interviewers see no agencies.
    """
    require_reader(reader)
    edition = frozen_edition(round_.edition_id)
    names = {kind.code: kind.name for kind in edition.rules.agency_types}
    seen = Participation.objects.filter(
        seen_by(reader, agency="agency", ministry="ministry"), round=round_
    )
    entered = list(_chosen(seen, wanted).select_related("agency").order_by("agency__code"))
    agencies = [
        AgencyCovered(
            agency=one.agency.code,
            name=name_of(one),
            group=names.get(one.group, same(one.group)),
            ministry=one.ministry,
            surveys=tuple(surveys),
        )
        for one, surveys in zip(entered, covered(edition, entered, _came_in(seen)), strict=True)
    ]
    kept = tuple(one for one in agencies if wanted.state in {"", one.state})
    groups = sorted(set(seen.values_list("group", flat=True)) - {""})
    return RoundCovered(
        agencies=kept,
        totals=tuple(_totals(edition, kept)),
        ministries=tuple(sorted(set(seen.values_list("ministry", flat=True)) - {""})),
        groups=tuple((code, names.get(code, same(code))) for code in groups),
    )


def _chosen(seen: QuerySet[Participation], wanted: Wanted) -> QuerySet[Participation]:
    found = seen
    if wanted.search:
        found = found.filter(agency__searched__contains=squeezed(wanted.search))
    if wanted.ministry:
        found = found.filter(ministry=wanted.ministry)
    if wanted.group:
        found = found.filter(group=wanted.group)
    return found


def _came_in(seen: QuerySet[Participation]) -> dict[int, dict[int, int]]:
    """Count all responses of the agencies at once."""
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    sheets = Response.objects.filter(participation__in=seen.values("pk"))
    grouped = sheets.values_list("participation", "instrument").annotate(Count("pk")).order_by()
    for participation, instrument, number in grouped:
        counts[participation][instrument] = number
    return counts


def _totals(edition: Edition, agencies: Iterable[AgencyCovered]) -> Iterable[SurveyTotal]:
    named = {told.code: told.name for told in edition.structure.instruments}
    by_survey: dict[str, list[Coverage]] = defaultdict(list)
    for agency in agencies:
        for survey in agency.surveys:
            by_survey[survey.instrument].append(survey)
    for code, surveys in by_survey.items():
        states = [survey.is_short for survey in surveys]
        yield SurveyTotal(
            instrument=code,
            name=named[code],
            came_in=sum(survey.came_in for survey in surveys),
            required=sum(survey.required or 0 for survey in surveys),
            population=sum(survey.population or 0 for survey in surveys),
            short=states.count(True),
            enough=states.count(False),
            unknown=states.count(None),
        )
