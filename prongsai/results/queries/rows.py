"""The result of one agency in one year, as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

from prongsai.methodology.edition.files import Level, MeasureLevel
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import MISSING
from prongsai.methodology.grading import level_reason
from prongsai.methodology.ranking import UNRANKED, group_sizes, ties
from prongsai.methodology.trend import Trend, contributions, difference, trend_of, trend_words
from prongsai.methodology.weakness import WeakPoint, weak_points
from prongsai.methodology.wording import Text
from prongsai.results.queries.rounds import Round
from prongsai.results.rules import RANKINGS, Agency


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator: score in hundredths (MISSING: none), rank inside the agency, measure level."""

    code: str
    name: Text
    instrument: str
    score: int
    rank: int | None
    measure: MeasureLevel | None


@dataclass(frozen=True)
class Standing:
    """A rank, out of how many agencies, and how many others share it; None where not known.

    stated: whether a source prints it; otherwise it is computed among the agencies of the round
    """

    rank: int
    of: int | None
    shared_with: int | None
    stated: bool = False


@dataclass(frozen=True)
class WeakItems:
    """The weak items of an instrument; the count is None when nothing is known of its items."""

    count: int | None
    points: tuple[WeakPoint, ...]


@dataclass(frozen=True)
class Change:
    """Against the year before: hundredths, direction, words, and points per indicator.

    real: whether it is more than the chance of who answered; None when that cannot be told
    """

    delta: int | None
    trend: Trend | None
    words: Text | None
    by_indicator: dict[str, float]
    real: bool | None


@dataclass(frozen=True)
class AgencyResult:
    """Everything about one agency in one year; scores are hundredths, MISSING where none."""

    agency: Agency
    year_be: int
    edition: str
    total: int
    #: Half the width of the confidence interval of the total, in points; None when unknown.
    margin: float | None
    level: Level | None
    reason: Text
    instruments: dict[str, int]
    indicators: tuple[IndicatorRow, ...]
    weak: dict[str, WeakItems]
    change: Change
    standings: dict[str, Standing]


def results_of(round_: Round) -> Iterator[AgencyResult]:
    """Yield the result of every agency of a round, in its order."""
    standings = standings_of(round_)
    for row in range(len(round_.agencies)):
        yield result_of(round_, row, {name: table[row] for name, table in standings.items()})


def result_of(
    round_: Round, row: int, standings: dict[str, Standing | None] | None = None
) -> AgencyResult:
    """Return the result of one agency."""
    edition, scores = round_.edition, round_.scores
    level = int(round_.levels[row])
    margin = float(round_.total_margin.half_width[row])
    if standings is None:
        standings = {name: table[row] for name, table in standings_of(round_).items()}
    return AgencyResult(
        agency=round_.agencies[row],
        year_be=round_.year_be,
        edition=edition.id,
        total=int(round_.totals[row]),
        margin=None if isnan(margin) else margin,
        level=None if level == MISSING else edition.rules.levels[level],
        reason=level_reason(scores, row, level),
        instruments={
            edition.nodes[node].code: int(scores.published[row, node])
            for node in edition.of_kind(Kind.INSTRUMENT)
        },
        indicators=_indicators(round_, row),
        weak=_weak(round_, row),
        change=_change(round_, row),
        standings={name: standing for name, standing in standings.items() if standing},
    )


def _indicators(round_: Round, row: int) -> tuple[IndicatorRow, ...]:
    edition = round_.edition
    nodes = edition.of_kind(Kind.INDICATOR)
    published = round_.scores.published[row, nodes]
    return tuple(
        IndicatorRow(
            edition.nodes[node].code,
            edition.nodes[node].text,
            edition.instrument_of(node),
            points,
            None if rank == UNRANKED else rank,
            None if measure == MISSING else edition.rules.measure_levels[measure],
        )
        for node, points, rank, measure in zip(
            nodes,
            published.tolist(),
            round_.indicator_ranks[row].tolist(),
            round_.measures[row, nodes].tolist(),
            strict=True,
        )
    )


def _weak(round_: Round, row: int) -> dict[str, WeakItems]:
    points = weak_points(round_.scores, round_.weak, row)
    found = {}
    for place, node in enumerate(round_.edition.of_kind(Kind.INSTRUMENT)):
        code, count = round_.edition.nodes[node].code, int(round_.weak_counts[row, place])
        mine = tuple(point for point in points if point.instrument == code)
        found[code] = WeakItems(None if count < 0 else count, mine)
    return found


def _change(round_: Round, row: int) -> Change:
    before = _delta(round_.previous, round_.agencies[row].code) if round_.previous else None
    delta = _delta(round_, round_.agencies[row].code)
    trend = trend_of(delta)
    by_indicator = {}
    if delta is not None and round_.previous:
        previous_row = round_.previous.row_of[round_.agencies[row].code]
        by_indicator = contributions(round_.previous.scores, previous_row, round_.scores, row)
    return Change(
        delta,
        trend,
        trend_words(trend_of(before), trend),
        by_indicator,
        round_.real_changes[row],
    )


def _delta(round_: Round, agency: str) -> int | None:
    """Return the change of an agency's total against the year before."""
    row = round_.row_of.get(agency)
    previous_row = round_.previous.row_of.get(agency) if round_.previous else None
    if row is None or round_.previous is None or previous_row is None:
        return None
    return difference(int(round_.previous.totals[previous_row]), int(round_.totals[row]))


def standings_of(round_: Round) -> dict[str, list[Standing | None]]:
    """Return the standing of every agency in every ranking: as printed, else as computed."""
    tables = computed_standings(round_)
    for code, stated in round_.stated.items():
        for name, printed in stated.items():
            standing = Standing(printed.rank, printed.of, None, stated=True)
            tables[name][round_.row_of[code]] = standing
    return tables


def computed_standings(round_: Round) -> dict[str, list[Standing | None]]:
    """Return the standing of every agency in every ranking, among the agencies of the round."""
    tables: dict[str, list[Standing | None]] = {}
    for name in RANKINGS:
        groups = round_.groups(name)
        ranks = round_.ranks[name]
        rows = zip(ranks.tolist(), group_sizes(groups), ties(ranks, groups), strict=True)
        tables[name] = [
            Standing(rank, size, shared) if rank != UNRANKED and size > 1 else None
            for rank, size, shared in rows
        ]
    return tables
