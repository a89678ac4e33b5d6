"""Which agencies of a year somebody looks at, and in what order."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, QuerySet

from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.thai import squeezed
from prongsai.methodology.wording import Text, same
from prongsai.results.models import AgencyScore
from prongsai.results.queries.published import PublishedYear
from prongsai.results.queries.rounds import group_name
from prongsai.results.rules import FilterBroken

#: The total decides between equals, the code at last.
_TIES = (F("total").desc(nulls_last=True), F("agency__code").asc())
#: Runs whose choices a process keeps at hand.
_RUNS = 32


@dataclass(frozen=True)
class Selection:
    """Which agencies of a year are looked at; "" is no filter. `level` is a code of the edition."""

    group: str = ""
    ministry: str = ""
    province: str = ""
    level: str = ""
    search: str = ""
    sort: str = ""
    page: int = 1

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name."""
        names = ("group", "ministry", "province", "level", "search")
        return {name: value for name in names if (value := getattr(self, name))}

    @property
    def ranking(self) -> str:
        """The ranking that fits: that of the one body of agencies which is chosen, or of all."""
        chosen = self.filters.keys() & {"group", "ministry", "province"}
        return chosen.pop() if len(chosen) == 1 else "country"

    @property
    def unordered(self) -> "Selection":
        """The same agencies, whatever the order and the page."""
        return replace(self, sort="", page=1)

    def without(self, name: str) -> "Selection":
        """Return the selection with one filter taken off, at its first page."""
        return replace(self, **{name: ""}, page=1)


@dataclass(frozen=True)
class Choice:
    """One value of a filter, and how many agencies have it."""

    value: str
    name: Text
    agencies: int


@lru_cache(_RUNS)
def choices(year: PublishedYear) -> dict[str, tuple[Choice, ...]]:
    """Return by filter the values that occur in a run; a run never changes."""
    scores = AgencyScore.objects.filter(run=year.run)
    found = {}
    for name in ("group", "ministry", "province"):
        counted = scores.exclude(**{name: ""}).values_list(name).annotate(Count("pk"))
        kinds = [
            Choice(value, group_name(year.edition, value) if name == "group" else same(value), n)
            for value, n in counted.order_by(name)
        ]
        found[name] = tuple(kinds)
    order = [kind.code for kind in year.edition.rules.agency_types]
    found["group"] = tuple(
        sorted(found["group"], key=lambda c: order.index(c.value) if c.value in order else -1)
    )
    counts = dict(scores.values_list("level").annotate(Count("pk")).order_by())
    found["level"] = tuple(
        Choice(level.code, level.name, counts.get(place, 0))
        for place, level in enumerate(year.edition.rules.levels)
    )
    return found


def sortings(edition: Edition) -> dict[str, Text]:
    """Return the orders that a ranking can be read in: name -> words."""
    instruments = [edition.nodes[node] for node in edition.of_kind(Kind.INSTRUMENT)]
    return {
        "": Text("คะแนนรวม", "Total"),
        "name": Text("ชื่อหน่วยงาน", "Name"),
        **{node.code: same(node.code) for node in instruments},
    }


def selected(year: PublishedYear, selection: Selection) -> QuerySet[AgencyScore]:
    """Return the agencies of a selection, unordered.

    Raises:
        FilterBroken: a filter has a value that no agency of the year has.
    """
    possible = choices(year)
    scores = AgencyScore.objects.filter(run=year.run)
    for name, value in selection.filters.items():
        if name == "search":
            scores = scores.filter(agency__searched__contains=squeezed(value))
            continue
        places = [choice.value for choice in possible[name]]
        if value not in places:
            raise FilterBroken(name=name, value=value)
        scores = scores.filter(**{name: places.index(value) if name == "level" else value})
    return scores


def ordered(
    edition: Edition, scores: QuerySet[AgencyScore], selection: Selection
) -> QuerySet[AgencyScore]:
    """Put agencies in the wanted order, without the columns that no list shows."""
    if selection.sort not in sortings(edition):
        raise FilterBroken(name="sort", value=selection.sort)
    by: tuple[Any, ...] = ()
    if selection.sort == "name":
        by = (F("agency__name_th").asc(),)
    elif selection.sort:
        place = list(sortings(edition)).index(selection.sort) - 2
        by = (F(f"instruments__{place}").desc(nulls_last=True),)
    lists = scores.select_related("agency").defer("given", "counts", "findings")
    return lists.order_by(*by, *_TIES)
