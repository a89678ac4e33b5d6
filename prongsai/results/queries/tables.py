"""A round as flat tables: what is written to CSV and XLSX, and later shown for download."""

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import HUNDREDTHS, MISSING
from prongsai.methodology.findings import Finding
from prongsai.methodology.tally import Integers
from prongsai.methodology.weakness import weak_points
from prongsai.results.queries.rounds import RANKINGS, Round
from prongsai.surveys.rules import Reject
from prongsai.surveys.services import GroupSizes, SheetQuality

Row = Sequence[str | int | float | None]
Table = tuple[Sequence[str], Iterator[Row]]

_WHO = ("agency", "name_th", "year_be")


def scores_table(rounds: list[Round]) -> Table:
    """One row an agency and year: total, level, every score down to the indicators, ranks."""
    widest = max(rounds, key=lambda round_: len(_upper(round_)))
    columns = (
        *_WHO,
        "edition",
        "total",
        "level",
        *(widest.edition.nodes[node].code for node in _upper(widest)),
        "delta",
        *(f"rank_{name}" for name in RANKINGS),
        *(f"weak_{widest.edition.nodes[n].code}" for n in widest.edition.of_kind(Kind.INSTRUMENT)),
    )
    return columns, chain.from_iterable(_score_rows(round_) for round_ in rounds)


def _upper(round_: Round) -> list[int]:
    return round_.edition.of_kind(Kind.INSTRUMENT) + round_.edition.of_kind(Kind.INDICATOR)


def _score_rows(round_: Round) -> Iterator[Row]:
    levels = [level.code for level in round_.edition.rules.levels] + [None]
    columns = [
        _points(round_.totals),
        [levels[place] for place in round_.levels.tolist()],
        *(_points(round_.scores.published[:, node]) for node in _upper(round_)),
        _deltas(round_),
        *([rank or None for rank in round_.ranks[name].tolist()] for name in RANKINGS),
        *([None if n < 0 else n for n in column] for column in round_.weak_counts.T.tolist()),
    ]
    year, edition = round_.year_be, round_.edition.id
    for agency, *values in zip(round_.agencies, *columns, strict=True):
        yield (agency.code, agency.name_th, year, edition, *values)


def _points(hundredths: Integers) -> list[float | None]:
    return [None if value == MISSING else value / HUNDREDTHS for value in hundredths.tolist()]


def _deltas(round_: Round) -> list[float | None]:
    before = round_.previous
    if before is None:
        return [None] * len(round_.agencies)
    rows = [before.row_of.get(agency.code) for agency in round_.agencies]
    totals = before.totals.tolist()
    old = [MISSING if row is None else totals[row] for row in rows]
    return [
        None if MISSING in {was, now} else (now - was) / HUNDREDTHS
        for was, now in zip(old, round_.totals.tolist(), strict=True)
    ]


def weak_table(rounds: list[Round]) -> Table:
    """One row a weak item: its score, its weak parts, and what its repair brings to the total."""
    columns = (*_WHO, "instrument", "indicator", "item", "item_th", "score", "parts", "gain")
    return columns, chain.from_iterable(_weak_rows(round_) for round_ in rounds)


def _weak_rows(round_: Round) -> Iterator[Row]:
    nodes, position = round_.edition.nodes, round_.edition.position
    for row, agency in enumerate(round_.agencies):
        for point in weak_points(round_.scores, round_.weak, row):
            yield (
                agency.code,
                agency.name_th,
                round_.year_be,
                point.instrument,
                point.indicator,
                point.code,
                nodes[position[point.code]].text.th,
                None if point.score == MISSING else point.score / HUNDREDTHS,
                " ".join(point.parts),
                round(point.gain, 4),
            )


def parts_table(rounds: list[Round]) -> Table:
    """One row a survey part that was answered: how many answered, mean, margin of error.

    The margin is that of a simple random sample from the agency's population, where that is known.
    Parts answered by fewer than the edition's smallest group are left out.
    """
    columns = (*_WHO, "part", "answered", "mean", "margin", "confidence_percent")
    return columns, chain.from_iterable(_part_rows(round_) for round_ in rounds)


def _part_rows(round_: Round) -> Iterator[Row]:
    edition = round_.edition
    statistics = edition.rules.statistics
    parts = round_.part_margins
    leaves = [edition.leaves[column] for column in parts.columns]
    published = round_.scores.published[:, leaves]
    for row, agency in enumerate(round_.agencies):
        for place, leaf in enumerate(leaves):
            if parts.answered[row, place] >= statistics.smallest_group:
                wide = float(parts.margin.half_width[row, place])
                yield (
                    agency.code,
                    agency.name_th,
                    round_.year_be,
                    edition.nodes[leaf].code,
                    int(parts.answered[row, place]),
                    int(published[row, place]) / HUNDREDTHS,
                    None if np.isnan(wide) else round(wide, 2),
                    float(statistics.confidence_percent),
                )


def findings_table(findings: list[Finding]) -> Table:
    """One row a finding."""
    columns = (
        "rule",
        "severity",
        "agency",
        "year_be",
        "place",
        "message_th",
        "message_en",
        "suggestion",
    )
    return columns, (
        (
            finding.rule.id,
            finding.rule.severity,
            finding.agency,
            finding.year_be,
            str(finding.place or ""),
            finding.message.th,
            finding.message.en,
            finding.suggestion,
        )
        for finding in findings
    )


def rejects_table(rejects: list[Reject]) -> Table:
    """One row a row that was not counted."""
    columns = ("file", "row", "column", "value", "reason_th", "reason_en")
    return columns, (
        (
            reject.file,
            reject.row,
            reject.column,
            reject.value,
            reject.reason.th,
            reject.reason.en,
        )
        for reject in rejects
    )


def quality_table(measured: list[SheetQuality]) -> Table:
    """One row an agency and instrument: how carefully its sheets were filled in."""
    columns = (
        "file",
        "agency",
        "year_be",
        "instrument",
        "respondents",
        "long_runs",
        "equal_sheets",
        "equal_beyond_chance",
        "largest_batch",
        "too_fast",
        "unanswered_percent",
        "signs",
    )
    return columns, chain.from_iterable(_quality_rows(some) for some in measured)


def _quality_rows(some: SheetQuality) -> Iterator[Row]:
    found = some.quality
    for row, agency in enumerate(some.agencies):
        blank = float(found.unanswered[row])
        yield (
            some.file,
            agency,
            some.year_be,
            some.instrument,
            int(found.respondents[row]),
            int(found.long_runs[row]),
            int(found.duplicates[row]),
            int(found.unusual_duplicates[row]),
            int(found.largest_unusual_batch[row]),
            None if found.too_fast is None else int(found.too_fast[row]),
            None if np.isnan(blank) else round(100 * blank, 2),
            " ".join(sign.name.lower() for sign, flags in some.signs.items() if flags[row]),
        )


def groups_table(sizes: list[GroupSizes]) -> Table:
    """One row an agency and group of respondents; a hidden number is empty."""
    columns = ("file", "agency", "year_be", "column", "group", "respondents", "hidden")
    return columns, chain.from_iterable(_group_rows(some) for some in sizes)


def _group_rows(some: GroupSizes) -> Iterator[Row]:
    for row, agency in enumerate(some.agencies):
        for place, group in enumerate(some.groups):
            hidden = bool(some.hidden[row, place])
            count = None if hidden else int(some.counts[row, place])
            yield (some.file, agency, some.year_be, some.column, group, count, int(hidden))
