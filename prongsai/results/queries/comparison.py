"""One agency among those it is ranked with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.wording import Text, same
from prongsai.results.models import AgencyScore
from prongsai.results.queries.histories import AgencyYear
from prongsai.results.queries.rounds import group_name

#: Fewer agencies than this say little about each other.
_FEWEST = 3
#: Bodies of agencies that a process keeps at hand: those of some years.
_KEPT = 1024


@dataclass(frozen=True)
class Peers:
    """How the agencies that one is ranked with did; scores in hundredths.

    quartiles:  least, first quartile, median, third quartile and best total
    indicators: median of each indicator in the edition's order, None where nobody has a score
    """

    ranking: str
    name: Text
    agencies: int
    quartiles: tuple[int, int, int, int, int]
    indicators: tuple[int | None, ...]


def peers_of(year: AgencyYear) -> list[Peers]:
    """Return the agency's group, ministry, province and country, where there are enough to compare.

    In: a year that comes from a kept run
    """
    run, width = year.provenance.run, len(year.edition.of_kind(Kind.INDICATOR))
    agency = year.result.agency
    places = {
        "group": group_name(year.edition, agency.group),
        "ministry": same(agency.ministry),
        "province": same(agency.province),
        "country": Text("ทั้งประเทศ", "The whole country"),
    }
    found = []
    for ranking, name in places.items():
        value = getattr(agency, ranking, "")
        if ranking == "country" or value:
            peers = _peers(run, width, ranking, value)
            found += [replace(peers, name=name)] if peers else []
    return found


@lru_cache(_KEPT)
def _peers(run: int | None, width: int, ranking: str, value: str) -> Peers | None:
    """Return the agencies of a run that share a value; a run never changes."""
    among = {ranking: value} if value else {}
    scores = AgencyScore.objects.filter(run=run, total__isnull=False, **among)
    rows = list(scores.values_list("total", "indicators").order_by())
    if len(rows) < _FEWEST:
        return None
    columns = [
        [score for _, indicators in rows if (score := indicators[place]) is not None]
        for place in range(width)
    ]
    least, low, middle, high, best = _quantiles([total for total, _ in rows if total is not None])
    return Peers(
        ranking,
        same(value),
        len(rows),
        (least, low, middle, high, best),
        tuple(_quantiles(column)[2] if column else None for column in columns),
    )


def _quantiles(values: Sequence[int]) -> list[int]:
    """Return least, quartiles and greatest, each a value that an agency really has."""
    found = np.quantile(values, [0, 0.25, 0.5, 0.75, 1], method="inverted_cdf")
    return [int(value) for value in found]
