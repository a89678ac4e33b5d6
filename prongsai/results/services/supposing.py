"""What if, for an agency whose results are published."""

from dataclasses import dataclass

from django.db.models import Count, Q

from prongsai.methodology.exact import MISSING
from prongsai.results.models import AgencyScore
from prongsai.results.queries.histories import AgencyYear
from prongsai.results.services.whatif import Supposed, suppose


@dataclass(frozen=True)
class SupposedRank:
    """A rank before and after, among agencies that stay as they are."""

    ranking: str
    before: int
    after: int
    of: int


@dataclass(frozen=True)
class PublishedWhatIf:
    """An agency before and after, and where it would stand."""

    supposed: Supposed
    ranks: tuple[SupposedRank, ...]


def suppose_published(year: AgencyYear, changes: list[str]) -> PublishedWhatIf:
    """Suppose some scores of an agency in a published year, all other agencies being equal.

    In: changes such as "E7=85", "O41=pass"

    Raises:
        ChangeUnreadable, CodeUnknown, ChangeImpossible.
    """
    supposed = suppose(year.round, year.row, changes)
    totals = supposed.before.total, supposed.after.total
    ranks: list[SupposedRank] = []
    if MISSING not in totals:
        agency = year.result.agency
        among = {"country": {}, "group": {"group": agency.group}}
        ranks = [
            _rank(year, ranking, where, *totals)
            for ranking, where in among.items()
            if ranking == "country" or agency.group
        ]
    return PublishedWhatIf(supposed, tuple(rank for rank in ranks if rank.of > 1))


def _rank(
    year: AgencyYear, ranking: str, where: dict[str, str], before: int, after: int
) -> SupposedRank:
    """Rank two totals densely among the other agencies of the run."""
    others = AgencyScore.objects.filter(run=year.provenance.run, total__isnull=False, **where)
    others = others.exclude(agency__code=year.result.agency.code)
    counted = others.aggregate(
        before=Count("total", filter=Q(total__gt=before), distinct=True),
        after=Count("total", filter=Q(total__gt=after), distinct=True),
        of=Count("pk"),
    )
    return SupposedRank(ranking, counted["before"] + 1, counted["after"] + 1, counted["of"] + 1)
