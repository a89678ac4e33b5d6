"""The results of a whole year: a filtered ranking, how totals are spread, strong and weak sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, F, Sum

from prongsai.methodology.edition.files import Level
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import HUNDREDTHS
from prongsai.methodology.wording import Text
from prongsai.results.models import AgencyScore
from prongsai.results.queries.published import PublishedYear
from prongsai.results.queries.rounds import group_name
from prongsai.results.queries.selection import Selection, choices, ordered, selected
from prongsai.results.queries.stored import agency_in
from prongsai.results.rules import FilterBroken

PAGE = 25
#: Selections whose sums a process keeps at hand; a run never changes.
_KEPT = 256


@dataclass(frozen=True)
class RankedAgency:
    """A line of the ranking; scores in hundredths, None where there is none."""

    code: str
    name: Text
    group: Text
    province: str
    rank: int | None
    total: int | None
    change: int | None
    level: Level | None
    #: Position of the level in the edition, 0 is the best.
    level_place: int | None
    instruments: tuple["Named", ...]
    weak_items: int | None


@dataclass(frozen=True)
class Named:
    """The score of an instrument in hundredths, None where there is none."""

    code: str
    points: int | None


@dataclass(frozen=True)
class Ranking:
    """Some of the agencies that were selected, and which page of how many this is."""

    rows: tuple[RankedAgency, ...]
    page: "Page[AgencyScore]"


@dataclass(frozen=True)
class Spread:
    """How the totals of the selected agencies are spread.

    mean:   hundredths, rounded half up; None without a total
    levels: how many have each level of the edition, best first; `unknown` have none
    bins:   how many totals lie in [n, n + 1) points, n from 0 to 100
    """

    agencies: int
    mean: int | None
    levels: tuple[int, ...]
    unknown: int
    bins: tuple[int, ...]


@dataclass(frozen=True)
class HeatRow:
    """The mean of every indicator over the agencies of a type, in hundredths."""

    group: str
    name: Text
    agencies: int
    total: int | None
    indicators: tuple[int | None, ...]


def ranking(year: PublishedYear, selection: Selection, before: PublishedYear | None) -> Ranking:
    """Return one page of the selected agencies in the wanted order.

    Raises:
        FilterBroken: a filter, the order or the page is not possible.
    """
    scores = ordered(year.edition, selected(year, selection), selection)
    try:
        page = Paginator(scores, PAGE).page(selection.page)
    except InvalidPage as error:
        raise FilterBroken(name="page", value=selection.page) from error
    return Ranking(tuple(_ranked(year, page.object_list, selection, before)), page)


def _ranked(
    year: PublishedYear,
    scores: Iterable[AgencyScore],
    selection: Selection,
    before: PublishedYear | None,
) -> Iterable[RankedAgency]:
    """Return agencies as lines of a ranking, each with its change against the year before."""
    rows = list(scores)
    earlier = _totals(before, [row.agency_id for row in rows]) if before else {}
    levels = year.edition.rules.levels
    codes = [instrument.code for instrument in year.edition.structure.instruments]
    for row in rows:
        old = earlier.get(row.agency_id)
        yield RankedAgency(
            code=row.agency.code,
            name=agency_in(row).name,
            group=group_name(year.edition, row.group),
            province=row.province,
            rank=row.standings.get(selection.ranking, {}).get("rank"),
            total=row.total,
            change=None if row.total is None or old is None else row.total - old,
            level=None if row.level is None else levels[row.level],
            level_place=row.level,
            instruments=tuple(map(Named, codes, row.instruments)),
            weak_items=row.weak_items,
        )


def _totals(year: PublishedYear, agencies: list[int]) -> dict[int, int | None]:
    earlier = AgencyScore.objects.filter(run=year.run, agency__in=agencies)
    return dict(earlier.values_list("agency", "total"))


def spread(year: PublishedYear, selection: Selection) -> Spread:
    """Return how the totals of a selection are spread.

    Raises:
        FilterBroken: as `selected`.
    """
    return _spread(year, selection.unordered)


@lru_cache(_KEPT)
def _spread(year: PublishedYear, selection: Selection) -> Spread:
    counted = (
        selected(year, selection)
        .annotate(points=F("total") / HUNDREDTHS)
        .values_list("points", "level")
        .annotate(Count("pk"), Sum("total"))
        .order_by()
    )
    bins, levels = [0] * 101, [0] * len(year.edition.rules.levels)
    unknown = known = 0
    added: int | None = None
    for points, level, agencies, total in counted:
        if level is None:
            unknown += agencies
        else:
            levels[level] += agencies
        if points is not None:
            bins[points] += agencies
            known += agencies
            added = (added or 0) + total
    return Spread(sum(levels) + unknown, mean_of(added, known), tuple(levels), unknown, tuple(bins))


def heat_map(year: PublishedYear, selection: Selection) -> list[HeatRow]:
    """Return the mean of every indicator by type of agency, in the edition's order of types.

    Raises:
        FilterBroken: as `selected`.
    """
    return _heat_map(year, selection.unordered)


@lru_cache(_KEPT)
def _heat_map(year: PublishedYear, selection: Selection) -> list[HeatRow]:
    indicators = year.edition.of_kind(Kind.INDICATOR)
    columns = ["total", *(f"indicators__{n}" for n in range(len(indicators)))]
    sums = {f"sum_{n}": Sum(column) for n, column in enumerate(columns)}
    counts = {f"count_{n}": Count(column) for n, column in enumerate(columns)}
    grouped = selected(year, selection).values_list("group")
    found = {}
    for group, agencies, *figures in grouped.annotate(Count("pk"), **sums, **counts).order_by():
        added, known = figures[: len(columns)], figures[len(columns) :]
        total, *means = [mean_of(s, n) for s, n in zip(added, known, strict=True)]
        name = group_name(year.edition, group)
        found[group] = HeatRow(group, name, agencies, total, tuple(means))
    order = [choice.value for choice in choices(year)["group"]]
    return [found[group] for group in [*order, ""] if group in found]


def mean_of(added: int | None, count: int) -> int | None:
    """Return a mean rounded half up; None of nothing."""
    return None if added is None else (2 * added + count) // (2 * count)
