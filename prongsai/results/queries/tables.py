"""A round as flat tables by column: what is written to CSV, XLSX and Parquet.

A column is an array of text (object), of whole numbers or of numbers; masked where a value is
missing. Whole columns are computed at once, so a table of a nation costs little.
"""

from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition, Kind, Node
from prongsai.methodology.exact import HUNDREDTHS, MISSING
from prongsai.methodology.findings import Finding
from prongsai.methodology.tally import Integers, Tally
from prongsai.methodology.weakness import gains
from prongsai.results.queries.rounds import Round
from prongsai.surveys.rules import Reject
from prongsai.surveys.services import GroupSizes, SheetQuality

Column = NDArray[Any]
Table = dict[str, Column]


def texts(values: Iterable[str | None]) -> Column:
    """Return a column of text."""
    return np.array([*values, None], object)[:-1]


def whole(values: Iterable[int | None]) -> Column:
    """Return a column of whole numbers, masked where None."""
    known = [MISSING if value is None else value for value in values]
    return np.ma.masked_array(
        np.array(known, np.int64), mask=[value is None for value in values], fill_value=MISSING
    )


def _masked(values: NDArray[Any], missing: NDArray[np.bool_]) -> Column:
    column: Column = np.ma.masked_array(values, mask=missing)
    return column


def _points(hundredths: Integers) -> Column:
    return _masked(hundredths / HUNDREDTHS, hundredths == MISSING)


def stacked(tables: list[Table]) -> Table:
    """Put tables under each other; a column that one of them lacks is empty there."""
    names = dict.fromkeys(name for table in tables for name in table)
    return {name: _stacked(tables, name) for name in names}


def _stacked(tables: list[Table], name: str) -> Column:
    example = next(table[name] for table in tables if name in table)
    parts = [
        table[name] if name in table else _nothing(length(table), example)
        for table in tables
        if length(table)
    ]
    if len(parts) <= 1:
        return parts[0] if parts else example
    if example.dtype == np.dtype(object):
        return np.concatenate(parts)
    # NumPy joins masks only through this function, which it leaves without types.
    column: Column = np.ma.concatenate(parts)  # type: ignore[no-untyped-call]
    return column


def _nothing(rows: int, example: Column) -> Column:
    empty = np.full(rows, None) if example.dtype == np.dtype(object) else np.zeros(rows)
    return _masked(empty.astype(example.dtype), np.ones(rows, np.bool_))


def length(table: Table) -> int:
    """Return how many rows a table has."""
    return len(next(iter(table.values())))


def rows_of(table: Table) -> Iterable[tuple[Any, ...]]:
    """Return a table row by row; None where a value is missing."""
    return zip(*(column.tolist() for column in table.values()), strict=True)


def _who(round_: Round, rows: NDArray[np.int64]) -> Table:
    agencies = texts(round_.scores.agencies)
    year = np.full(len(rows), round_.year_be, np.int64)
    return {"agency": agencies[rows], "year_be": year}


def scores_table(rounds: list[Round]) -> Table:
    """One row an agency and year: total, level, every score down to the indicators, ranks."""
    return stacked([_scores(round_) for round_ in rounds])


def _column(node: Node) -> str:
    """Name the column of a score as a file that is read names it."""
    return f"indicator{node.code}" if node.kind is Kind.INDICATOR else node.code


def _scores(round_: Round) -> Table:
    edition = round_.edition
    levels = texts([*(level.code for level in edition.rules.levels), None])
    upper = edition.of_kind(Kind.INSTRUMENT) + edition.of_kind(Kind.INDICATOR)
    weak = round_.weak_counts
    return {
        **_who(round_, np.arange(len(round_.agencies))),
        "name_th": texts(agency.name_th for agency in round_.agencies),
        "edition": texts(repeat(edition.id, len(round_.agencies))),
        "total": _points(round_.totals),
        "level": levels[round_.levels],
        **{_column(edition.nodes[n]): _points(round_.scores.published[:, n]) for n in upper},
        "delta": _deltas(round_),
        **{f"rank_{name}": _masked(ranks, ranks == 0) for name, ranks in round_.ranks.items()},
        **{
            f"weak_{edition.nodes[node].code}": _masked(weak[:, place], weak[:, place] < 0)
            for place, node in enumerate(edition.of_kind(Kind.INSTRUMENT))
        },
    }


def _deltas(round_: Round) -> Column:
    before = round_.previous
    if before is None:
        size = len(round_.agencies)
        return _masked(np.zeros(size), np.ones(size, np.bool_))
    rows = before.rows_of(round_.scores.agencies)
    old = np.where(rows == MISSING, MISSING, before.totals[rows])
    missing = (old == MISSING) | (round_.totals == MISSING)
    return _masked((round_.totals - old) / HUNDREDTHS, missing)


def weak_table(rounds: list[Round]) -> Table:
    """One row a weak item or part: its score, and what its repair brings to the total."""
    return stacked([_weak(round_) for round_ in rounds])


def _weak(round_: Round) -> Table:
    edition = round_.edition
    asked = np.array(sorted(edition.of_kind(Kind.ITEM) + edition.of_kind(Kind.PART)))
    asked = asked[round_.weak[:, asked].any(axis=0)]
    row, place = np.nonzero(np.ascontiguousarray(round_.weak[:, asked]))
    node = asked[place]

    def named(name: Callable[[int], str]) -> Column:
        column: Column = texts(name(number) for number in range(len(edition.nodes)))[node]
        return column

    return {
        **_who(round_, row),
        "instrument": named(lambda n: edition.instrument_of(n) if n else ""),
        "indicator": named(lambda n: _above(round_, n, Kind.INDICATOR)),
        "item": named(lambda n: _above(round_, n, Kind.ITEM)),
        "part": named(lambda n: edition.nodes[n].code if edition.nodes[n].kind == "part" else ""),
        "text_th": named(lambda n: edition.nodes[n].text.th),
        "score": _points(round_.scores.published[row, node]),
        "gain": np.round(gains(round_.scores, row, node), 4),
    }


def _above(round_: Round, node: int, kind: Kind) -> str:
    try:
        return round_.edition.nodes[round_.edition.above(node, kind)].code
    except LookupError:
        return ""


def parts_table(rounds: list[Round]) -> Table:
    """One row a survey part that was answered: how many answered, mean, margin of error.

    The margin is that of a simple random sample from the agency's population, where that is known.
    Parts answered by fewer than the edition's smallest group are left out.
    """
    return stacked([_parts(round_) for round_ in rounds])


def _parts(round_: Round) -> Table:
    edition, statistics = round_.edition, round_.edition.rules.statistics
    parts = round_.part_margins
    leaves = [edition.leaves[column] for column in parts.columns]
    shown = np.ascontiguousarray(parts.answered >= statistics.smallest_group)
    row, place = np.nonzero(shown)
    margin = parts.margin.half_width[shown]
    codes = texts(edition.nodes[leaf].code for leaf in leaves)
    return {
        **_who(round_, row),
        "part": codes[place],
        "answered": parts.answered[shown],
        "mean": _points(round_.scores.published[:, leaves][shown]),
        "margin": _masked(np.round(margin, 2), np.isnan(margin)),
        "confidence_percent": np.full(len(row), float(statistics.confidence_percent)),
    }


def tally_table(year_be: int, edition: Edition, tally: Tally) -> Table:
    """One row an agency, part and option that anybody chose; options count from 1."""
    row, leaf, option = np.nonzero(tally.counts)
    codes = texts(edition.nodes[node].code for node in edition.leaves)
    return {
        "agency": texts(tally.agencies)[row],
        "year_be": np.full(len(row), year_be, np.int64),
        "part": codes[leaf],
        "option": option + 1,
        "count": tally.counts[row, leaf, option],
    }


def findings_table(findings: list[Finding]) -> Table:
    """One row a finding."""
    return {
        "rule": texts(finding.rule.id for finding in findings),
        "severity": texts(finding.rule.severity for finding in findings),
        "agency": texts(finding.agency for finding in findings),
        "year_be": whole([finding.year_be for finding in findings]),
        "place": texts(str(finding.place or "") for finding in findings),
        "message_th": texts(finding.message.th for finding in findings),
        "message_en": texts(finding.message.en for finding in findings),
        "suggestion": texts(finding.suggestion for finding in findings),
    }


def rejects_table(rejects: list[Reject]) -> Table:
    """One row a row that was not counted."""
    return {
        "file": texts(reject.file for reject in rejects),
        "row": whole([reject.row for reject in rejects]),
        "column": texts(reject.column for reject in rejects),
        "value": texts(reject.value for reject in rejects),
        "reason_th": texts(reject.reason.th for reject in rejects),
        "reason_en": texts(reject.reason.en for reject in rejects),
    }


def quality_table(measured: list[SheetQuality]) -> Table:
    """One row an agency and instrument: how carefully its sheets were filled in."""
    return stacked([_quality(some) for some in measured])


def _quality(some: SheetQuality) -> Table:
    found, count = some.quality, len(some.agencies)
    signs = [
        " ".join(sign.name.lower() for sign, flags in some.signs.items() if flags[row])
        for row in range(count)
    ]
    nobody = np.zeros(count, np.int64)
    return {
        "file": texts(repeat(some.file, count)),
        "agency": texts(some.agencies),
        "year_be": np.full(count, some.year_be, np.int64),
        "instrument": texts(repeat(some.instrument, count)),
        "respondents": found.respondents,
        "long_runs": found.long_runs,
        "equal_sheets": found.duplicates,
        "equal_beyond_chance": found.unusual_duplicates,
        "largest_batch": found.largest_unusual_batch,
        "too_fast": _masked(nobody, nobody == 0) if found.too_fast is None else found.too_fast,
        "unanswered_percent": _masked(
            np.round(100 * found.unanswered, 2), np.isnan(found.unanswered)
        ),
        "signs": texts(signs),
    }


def groups_table(sizes: list[GroupSizes]) -> Table:
    """One row an agency and group of respondents; a hidden number is empty."""
    return stacked([_groups(some) for some in sizes])


def _groups(some: GroupSizes) -> Table:
    row, place = np.nonzero(np.ones_like(some.hidden))
    hidden = some.hidden[row, place]
    return {
        "file": texts(repeat(some.file, len(row))),
        "agency": texts(some.agencies)[row],
        "year_be": np.full(len(row), some.year_be, np.int64),
        "column": texts(repeat(some.column, len(row))),
        "group": texts(some.groups)[place],
        "respondents": _masked(some.counts[row, place], hidden),
        "hidden": hidden.astype(np.int64),
    }
