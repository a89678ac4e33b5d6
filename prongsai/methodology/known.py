"""What is known of a round before it is scored: answers and verdicts counted, figures published."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.exact import MISSING
from prongsai.methodology.tally import Integers, Tally, empty_tally, nobody_counted, without_repeats


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of a round.

    tally: answers and verdicts, counted; gives the agencies and their order.
    given: int32 (agencies, nodes), published scores in millionths of a point; MISSING where none.
    """

    tally: Tally
    given: Integers

    @property
    def agencies(self) -> tuple[str, ...]:
        return self.tally.agencies


def known_of(
    edition: Edition, *, tally: Tally | None = None, agencies: tuple[str, ...] = ()
) -> Known:
    """Return what is known when nothing was published: a tally, or nothing of these agencies."""
    tally = tally or nobody_counted(edition, agencies)
    given = np.full((len(tally.agencies), len(edition.nodes)), MISSING, np.int32, order="F")
    return Known(tally, given)


def counted_only(edition: Edition, tally: Tally) -> Known:
    """Return what a tally alone tells; its figures cannot be written to and take no memory."""
    shape = len(tally.agencies), len(edition.nodes)
    return Known(tally, np.broadcast_to(np.int32(MISSING), shape))


def merged(edition: Edition, parts: list[Known]) -> Known:
    """Return what several sources know together: tallies add up, the first given figure counts."""
    if len(parts) == 1:
        return parts[0]
    agencies = tuple(dict.fromkeys(code for part in parts for code in part.agencies))
    place = {code: row for row, code in enumerate(agencies)}
    most = [part.tally.counts.max(axis=(0, 2), initial=0) for part in parts]
    tally = empty_tally(edition, agencies, sum(int(column.max(initial=0)) for column in most))
    stated = [part for part in parts if (without_repeats(part.given) != MISSING).any()]
    whole = known_of(edition, tally=tally) if stated else counted_only(edition, tally)
    for part, by_leaf in zip(parts, most, strict=True):
        alike = part.agencies == agencies
        rows = slice(None) if alike else [place[code] for code in part.agencies]
        for leaf in np.flatnonzero(by_leaf).tolist():
            tally.counts[rows, leaf] += part.tally.counts[:, leaf]
        if part in stated:
            mine = whole.given[rows]
            whole.given[rows] = np.where(mine == MISSING, part.given, mine)
    return whole


def unanswered_leaves(edition: Edition, known: Known) -> NDArray[np.bool_]:
    """Say which leaves of a survey nobody answered although others of it were.

    They leave the mean. Where nothing was counted at all (published figures, a checklist without a
    verdict) a missing score is not known, and neither is the mean.
    """
    if known.tally.is_empty:
        return np.zeros(known.tally.counts.shape[:2], np.bool_)
    chosen = known.tally.chosen
    unanswered = np.zeros(chosen.shape, np.bool_, order="F")
    for columns in edition.survey_columns:
        asked = chosen[:, columns].any(axis=1)
        for column in columns:
            unanswered[:, column] = asked & ~chosen[:, column]
    return unanswered
