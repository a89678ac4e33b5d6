"""How sure a round's survey scores are, and whether a change is more than chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.intervals import (
    Floats,
    Margin,
    margin_of_mean,
    margin_of_part,
    margin_of_total,
    no_real_change,
)
from prongsai.methodology.scoring import Scores
from prongsai.methodology.tally import squares
from prongsai.results.rules import Agency


@dataclass(frozen=True, eq=False)
class PartMargins:
    """Margins of the parts that people answer: (agencies, columns); columns are leaf numbers."""

    columns: tuple[int, ...]
    answered: NDArray[np.int64]
    margin: Margin


def confidence_of(edition: Edition) -> float:
    """Return the confidence of an edition's intervals as a share of 1."""
    return float(edition.rules.statistics.confidence_percent) / 100


def part_margins(scores: Scores, agencies: tuple[Agency, ...]) -> PartMargins:
    """Return the margin of every survey part of every agency."""
    edition, counts = scores.edition, scores.known.tally.counts
    if scores.known.tally.is_empty:
        nobody = np.zeros((len(agencies), 0))
        return PartMargins((), nobody.astype(np.int64), Margin(nobody, nobody))
    columns = [column for survey in edition.survey_columns for column in survey]
    n, s = scores.n, scores.s
    populations = {
        instrument.code: _populations(agencies, instrument.answered_by)
        for instrument in edition.structure.instruments
        if instrument.kind == "survey"
    }
    ss = squares(edition, counts)
    half_widths, errors = (np.empty((len(agencies), len(columns)), order="F") for _ in range(2))
    for place, column in enumerate(columns):
        margin = margin_of_part(
            n[:, column],
            s[:, column],
            ss[:, column],
            confidence=confidence_of(edition),
            population=populations[edition.instrument_of(edition.leaves[column])],
        )
        half_widths[:, place], errors[:, place] = margin.half_width, margin.standard_error
    return PartMargins(tuple(columns), n[:, columns], Margin(half_widths, errors))


def _populations(agencies: tuple[Agency, ...], name: str) -> Floats:
    """Return how many of each agency could have answered: its field `staff` or `public`."""
    numbers = [getattr(agency, name) for agency in agencies]
    return np.array([np.nan if number is None else number for number in numbers], np.float64)


def total_margin(edition: Edition, parts: PartMargins) -> Margin:
    """Return a safe margin of every agency's total: the surveys are samples, the checklist is not.

    Missing: not a number where a survey was not counted here but published
    """
    if not parts.columns:
        unknown = np.full(len(parts.answered), np.nan)
        return Margin(unknown, unknown)
    place = {column: number for number, column in enumerate(parts.columns)}
    half_widths, errors, weights = [], [], []
    for survey in edition.survey_columns:
        mine = [place[column] for column in survey]
        shares = np.array([float(edition.shares[edition.leaves[column]]) for column in survey])
        asked = np.where(parts.answered[:, mine] > 0, shares, 0.0)
        some = Margin(parts.margin.half_width[:, mine], parts.margin.standard_error[:, mine])
        whole = margin_of_mean(some, asked)
        half_widths.append(whole.half_width)
        errors.append(whole.standard_error)
        weights.append(shares.sum())
    return margin_of_total(
        Margin(np.stack(half_widths, axis=1), np.stack(errors, axis=1)), np.array(weights)
    )


def real_changes(
    before: Floats, before_error: Floats, now: Floats, now_error: Floats, confidence: float
) -> list[bool | None]:
    """Say for each agency whether its total changed by more than sampling alone explains.

    In:  unrounded totals and standard errors of two years, row by row; NaN where unknown
    Out: None where that cannot be told
    """
    same = no_real_change(before, before_error, now, now_error, confidence=confidence)
    return [None if verdict is None else not verdict for verdict in same.tolist()]
