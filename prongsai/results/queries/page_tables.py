"""The tables of the public pages as plain columns and rows, to be downloaded.

Columns have the names that files of results have everywhere (docs/reference/files.md); scores are
points with two decimals, None where there is none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.exact import HUNDREDTHS, MISSING
from prongsai.results.queries import tables
from prongsai.results.queries.comparison import peers_of
from prongsai.results.queries.country import heat_map, spread
from prongsai.results.queries.histories import AgencyHistory, AgencyYear
from prongsai.results.queries.privacy import hidden_codes
from prongsai.results.queries.published import PublishedYear
from prongsai.results.queries.selection import Selection, ordered, selected
from prongsai.results.rules import RANKINGS
from prongsai.results.rules.columns import Table, rows_of

Cell = str | int | float | None


@dataclass(frozen=True)
class Listing:
    """Columns and rows, ready for a file."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def ranking_listing(year: PublishedYear, selection: Selection) -> Listing:
    """Every selected agency: scores, level, ranks."""
    edition = year.edition
    levels = [level.code for level in edition.rules.levels]
    columns = [
        *("agency", "name_th", "name_en", "group", "ministry", "province", "year_be"),
        *("total", "level", *_codes(edition)),
        *(f"rank_{name}" for name in RANKINGS),
        "weak_items",
    ]
    scores = ordered(edition, selected(year, selection), selection)
    rows = (
        [
            *(row.agency.code, row.agency.name_th, row.agency.name_en),
            *(row.group, row.ministry, row.province, year.year_be),
            *(_points(row.total), None if row.level is None else levels[row.level]),
            *map(_points, [*row.instruments, *row.indicators]),
            *(row.standings.get(name, {}).get("rank") for name in RANKINGS),
            row.weak_items,
        ]
        for row in scores
    )
    return Listing(columns, rows)


def levels_listing(year: PublishedYear, selection: Selection) -> Listing:
    """How many of the selected agencies have each level."""
    levels = year.edition.rules.levels
    counts = spread(year, selection).levels
    rows: list[list[Cell]] = [
        [level.code, level.name.th, level.name.en, count]
        for level, count in zip(levels, counts, strict=True)
    ]
    return Listing(["level", "th", "en", "agencies"], rows)


def distribution_listing(year: PublishedYear, selection: Selection) -> Listing:
    """How many of the selected agencies have a total in each whole point."""
    bins = spread(year, selection).bins
    return Listing(["at_least", "agencies"], [[points, n] for points, n in enumerate(bins)])


def heat_listing(year: PublishedYear, selection: Selection) -> Listing:
    """The mean of every indicator by type of agency."""
    columns = ["group", "name_th", "name_en", "agencies", "total"]
    indicators = [f"indicator{code}" for code in _named(year.edition, Kind.INDICATOR)]
    rows = [
        [
            *(row.group, row.name.th, row.name.en, row.agencies, _points(row.total)),
            *map(_points, row.indicators),
        ]
        for row in heat_map(year, selection)
    ]
    return Listing([*columns, *indicators], rows)


def years_listing(history: AgencyHistory, _year: AgencyYear) -> Listing:
    """The totals of an agency year by year, with the change, the level and the ranks."""
    columns = ["year_be", "edition", "total", "change", "trend", "level", "margin"]
    rows: list[list[Cell]] = [
        [
            *(year.year_be, year.result.edition, _points(year.result.total)),
            *(_points(year.result.change.delta), year.result.change.trend),
            *(year.result.level.code if year.result.level else None, _rounded(year.result.margin)),
            *(s.rank if (s := year.result.standings.get(name)) else None for name in RANKINGS),
        ]
        for year in history.years
    ]
    return Listing([*columns, *(f"rank_{name}" for name in RANKINGS)], rows)


def indicators_listing(history: AgencyHistory, year: AgencyYear) -> Listing:
    """The indicators of a year: score, rank among them, measure level, change."""
    before = history.of(year.year_be - 1)
    old = {row.code: row.score for row in before.result.indicators} if before else {}
    columns = ["indicator", "name_th", "name_en", "instrument", "score", "rank", "measure"]
    rows = [
        [
            *(row.code, row.name.th, row.name.en, row.instrument, _points(row.score), row.rank),
            row.measure.code if row.measure else None,
            _points(old.get(row.code)),
            _rounded(year.result.change.by_indicator.get(row.code)),
        ]
        for row in year.result.indicators
    ]
    return Listing([*columns, "score_before", "change_of_total"], rows)


def weak_listing(_history: AgencyHistory, year: AgencyYear) -> Listing:
    """The weak items and parts of a year, and what their repair brings."""
    hidden = hidden_codes(year)
    listing = _listing(tables.weak_table([year.round]))
    item, part = listing.columns.index("item"), listing.columns.index("part")
    rows = [row for row in listing.rows if (row[part] or row[item]) not in hidden]
    return Listing(listing.columns, rows)


def parts_listing(_history: AgencyHistory, year: AgencyYear) -> Listing:
    """Every survey part that was answered: how many, mean, margin."""
    return _listing(tables.parts_table([year.round]))


def findings_listing(_history: AgencyHistory, year: AgencyYear) -> Listing:
    """What the checks found."""
    return _listing(tables.findings_table(list(year.findings)))


def scores_listing(_history: AgencyHistory, year: AgencyYear) -> Listing:
    """Every score of a year down to the parts, but those of so few people that they are hidden."""
    edition, hidden = year.edition, hidden_codes(year)
    rows = [
        [node.code, node.kind.value, node.text.th, node.text.en, _points(year.published(node.code))]
        for node in edition.nodes
        if year.published(node.code) != MISSING and node.code not in hidden
    ]
    return Listing(["code", "kind", "text_th", "text_en", "score"], rows)


def comparison_listing(_history: AgencyHistory, year: AgencyYear) -> Listing:
    """The totals of those that an agency is ranked with."""
    columns = ["compared_with", "name_th", "name_en", "agencies", "own_total"]
    quartiles = ["least", "quartile_1", "median", "quartile_3", "best"]
    indicators = [f"median_indicator{code}" for code in _named(year.edition, Kind.INDICATOR)]
    rows = [
        [
            *(peers.ranking, peers.name.th, peers.name.en, peers.agencies),
            *map(_points, [year.result.total, *peers.quartiles, *peers.indicators]),
        ]
        for peers in peers_of(year)
    ]
    return Listing([*columns, *quartiles, *indicators], rows)


COUNTRY_TABLES = {
    "ranking": ranking_listing,
    "levels": levels_listing,
    "distribution": distribution_listing,
    "heat": heat_listing,
}
AGENCY_TABLES = {
    "years": years_listing,
    "indicators": indicators_listing,
    "weak": weak_listing,
    "parts": parts_listing,
    "scores": scores_listing,
    "comparison": comparison_listing,
    "findings": findings_listing,
}


def _listing(table: Table) -> Listing:
    return Listing(list(table), rows_of(table))


def _codes(edition: Edition) -> list[str]:
    indicators = [f"indicator{code}" for code in _named(edition, Kind.INDICATOR)]
    return [*_named(edition, Kind.INSTRUMENT), *indicators]


def _named(edition: Edition, kind: Kind) -> list[str]:
    return [edition.nodes[node].code for node in edition.of_kind(kind)]


def _rounded(points: float | None) -> float | None:
    return None if points is None else round(points, 4)


def _points(hundredths: int | None) -> float | None:
    return None if hundredths in {None, MISSING} else (hundredths or 0) / HUNDREDTHS
