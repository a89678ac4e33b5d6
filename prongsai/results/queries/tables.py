"""A round as flat tables by column: what is written to CSV, XLSX and Parquet.

Whole columns are computed at once, so a table of a nation costs little.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition, Kind, Node
from prongsai.methodology.exact import HUNDREDTHS, MISSING
from prongsai.methodology.findings import Finding
from prongsai.methodology.tally import Integers, Tally
from prongsai.methodology.weakness import gains
from prongsai.results.queries.rounds import Round
from prongsai.results.rules.columns import (
    Column,
    Table,
    Words,
    chosen,
    masked,
    same_number,
    same_text,
    stacked,
    texts,
    whole,
)
from prongsai.surveys.rules import Reject
from prongsai.surveys.services import GroupSizes, SheetQuality


def _points(hundredths: Integers) -> Column:
    return masked(hundredths / HUNDREDTHS, hundredths == MISSING)


def _who(round_: Round, rows: NDArray[np.int64]) -> Table:
    return {
        "agency": chosen(round_.scores.agencies, rows),
        "year_be": same_number(np.int64(round_.year_be), len(rows)),
    }


def scores_table(rounds: list[Round]) -> Table:
    """One row an agency and year: total, level, every score down to the indicators, ranks."""
    return stacked([_scores(round_) for round_ in rounds])


def _column(node: Node) -> str:
    """Name the column of a score as a file that is read names it."""
    return f"indicator{node.code}" if node.kind is Kind.INDICATOR else node.code


def _scores(round_: Round) -> Table:
    edition = round_.edition
    levels = [*(level.code for level in edition.rules.levels), None]
    upper = edition.of_kind(Kind.INSTRUMENT) + edition.of_kind(Kind.INDICATOR)
    weak = round_.weak_counts
    return {
        **_who(round_, np.arange(len(round_.agencies))),
        "name_th": texts(agency.name_th for agency in round_.agencies),
        "edition": same_text(edition.id, len(round_.agencies)),
        "total": _points(round_.totals),
        "level": chosen(levels, np.where(round_.levels == MISSING, len(levels) - 1, round_.levels)),
        **{_column(edition.nodes[n]): _points(round_.scores.published[:, n]) for n in upper},
        "delta": _deltas(round_),
        **{f"rank_{name}": masked(ranks, ranks == 0) for name, ranks in round_.ranks.items()},
        **{
            f"weak_{edition.nodes[node].code}": masked(weak[:, place], weak[:, place] < 0)
            for place, node in enumerate(edition.of_kind(Kind.INSTRUMENT))
        },
    }


def _deltas(round_: Round) -> Column:
    before = round_.previous
    if before is None:
        size = len(round_.agencies)
        return masked(np.zeros(size), np.ones(size, np.bool_))
    rows = before.rows_of(round_.scores.agencies)
    old = np.where(rows == MISSING, MISSING, before.totals[rows])
    missing = (old == MISSING) | (round_.totals == MISSING)
    return masked((round_.totals - old) / HUNDREDTHS, missing)


def weak_table(rounds: list[Round]) -> Table:
    """One row a weak item or part: its score, and what its repair brings to the total."""
    return stacked([_weak(round_) for round_ in rounds])


def _weak(round_: Round) -> Table:
    edition = round_.edition
    asked = np.array(sorted(edition.of_kind(Kind.ITEM) + edition.of_kind(Kind.PART)))
    asked = asked[round_.weak[:, asked].any(axis=0)]
    row, place = np.nonzero(np.ascontiguousarray(round_.weak[:, asked]))
    node = asked[place]

    def named(name: Callable[[int], str]) -> Words:
        return chosen(map(name, range(len(edition.nodes))), node)

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
    return {
        **_who(round_, row),
        "part": chosen((edition.nodes[leaf].code for leaf in leaves), place),
        "answered": parts.answered[shown],
        "mean": _points(round_.scores.published[:, leaves][shown]),
        "margin": masked(np.round(margin, 2), np.isnan(margin)),
        "confidence_percent": same_number(np.float64(statistics.confidence_percent), len(row)),
    }


def tally_table(year_be: int, edition: Edition, tally: Tally) -> Table:
    """One row an agency, part and option that anybody chose; options count from 1."""
    row, leaf, option = np.nonzero(tally.counts)
    return {
        "agency": chosen(tally.agencies, row),
        "year_be": same_number(np.int64(year_be), len(row)),
        "part": chosen((edition.nodes[node].code for node in edition.leaves), leaf),
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
        "file": same_text(some.file, count),
        "agency": texts(some.agencies),
        "year_be": same_number(np.int64(some.year_be), count),
        "instrument": same_text(some.instrument, count),
        "respondents": found.respondents,
        "long_runs": found.long_runs,
        "equal_sheets": found.duplicates,
        "equal_beyond_chance": found.unusual_duplicates,
        "largest_batch": found.largest_unusual_batch,
        "too_fast": masked(nobody, nobody == 0) if found.too_fast is None else found.too_fast,
        "unanswered_percent": masked(
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
        "file": same_text(some.file, len(row)),
        "agency": chosen(some.agencies, row),
        "year_be": same_number(np.int64(some.year_be), len(row)),
        "column": same_text(some.column, len(row)),
        "group": chosen(some.groups, place),
        "respondents": masked(some.counts[row, place], hidden),
        "hidden": hidden.astype(np.int64),
    }
