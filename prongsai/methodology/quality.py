"""Signs that answers were not each person's own: counted per agency, deleted nowhere.

A sheet is what one person answered in one instrument: the position of the chosen option for
each part (1 is the first option shown, 0 is no answer). A sign is a reason to look, not a
proof: a good agency has many equal sheets of best answers, and a hurried honest person exists.
Where some parts are worded the other way round, the same position all through makes no sense,
and the sign is strong; where none is, it may just mean "all is well".
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from prongsai.methodology.equal_sheets import EqualSheets, beyond_chance, chunks, equal_sheets
from prongsai.methodology.wording import Text

#: Of the parts, each way of wording needs this share: else long runs may be praise.
_MIXED = 0.2
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


class Sign(Enum):
    """What may be wrong with an agency's answers."""

    LONG_RUNS = Text("เลือกคำตอบตำแหน่งเดียวกันต่อเนื่อง", "The same position all the way down")
    EQUAL_SHEETS = Text("คำตอบเหมือนกันทั้งชุดเกินกว่าที่ควรจะเป็น", "More equal sheets than expected")
    BATCH = Text("คำตอบเหมือนกันทั้งชุดเป็นกลุ่มใหญ่", "A large batch of equal sheets")
    TOO_FAST = Text("ตอบเร็วเกินกว่าจะอ่านข้อคำถาม", "Answered faster than one can read")
    UNANSWERED = Text("ไม่ตอบเป็นจำนวนมาก", "Many parts left unanswered")
    UNUSUAL_DAYS = Text("มีวันที่คำตอบเข้ามามากผิดปกติ", "Days with unusually many answers")
    PRESSURE = Text("มีผู้ตอบว่าถูกบอกให้ตอบอย่างไร", "People say that they were told what to answer")


#: Which agencies show which sign.
Signs = dict[Sign, NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class QualityLimits:
    """From where on a number is a sign; shares are of an agency's respondents, 0 to 1."""

    #: A sheet is a long run if its longest runs cover this share of the parts.
    run_covers: float = 0.8
    #: Equal sheets are beyond chance if their pairs are this many times what is expected.
    times_expected: float = 10.0
    #: And their number this many standard deviations (Poisson) above what is expected.
    deviations: float = 5.0
    #: Fewer equal sheets than this are never beyond chance: two alike turn up somewhere.
    least_equal: int = 3
    #: No sign on fewer people than this: one or two odd sheets are nobody's pattern.
    least_people: int = 5
    long_runs: float = 0.2
    equal_sheets: float = 0.1
    batch: float = 0.1
    too_fast: float = 0.2
    unanswered: float = 0.3
    pressure: float = 0.1


@dataclass(frozen=True, slots=True)
class Quality:
    """The counts of one instrument; each array has one element per agency."""

    respondents: Integers
    #: Respondents whose longest runs cover the share of parts asked for.
    long_runs: Integers
    #: Respondents whose sheet equals another's of the agency; blank sheets are not compared.
    duplicates: Integers
    #: Size of the largest group of equal sheets; 1 where all differ.
    largest_batch: Integers
    #: Equal pairs, and how many there would be if each part's answers were dealt out anew.
    pairs: Integers
    expected_pairs: Floats
    #: Of the duplicates: those whose very sheet is shared far more often than expected.
    unusual_duplicates: Integers
    largest_unusual_batch: Integers
    #: How large chance would let it be: as many people as share a sheet so popular.
    likely_batch: Floats
    #: Respondents marked too fast; None if nobody measured it.
    too_fast: Integers | None
    #: Respondents of whom it is known whether they were too fast.
    timed: Integers
    #: Share of parts without an answer, 0 to 1; not a number without respondents.
    unanswered: Floats


def measure_quality(
    sheets: NDArray[np.uint8],
    agency: NDArray[np.integer],
    *,
    options: NDArray[np.integer],
    agencies: int,
    too_fast: NDArray[np.bool_] | None = None,
    timed: NDArray[np.bool_] | None = None,
    limits: QualityLimits | None = None,
) -> Quality:
    """Count the signs of one instrument for every agency.

    Long runs: within the parts of one number of options, in their order, the longest series of
    equal positions over answered parts (an unanswered part is passed over; one alone is no
    run); the longest runs of the scales are added up and compared with the number of parts.

    Expected pairs: n (n - 1) / 2 * product over parts of sum over options (and "no answer") of
    m (m - 1) / (n (n - 1)), m of n respondents having chosen it. That is exactly the mean over
    all ways to deal each part's answers out anew among the agency's respondents.

    Unusual: real people are of one mind across parts, so that mean is far too low for sheets
    like "all best". Each shared sheet is therefore also weighed by itself: see `beyond_chance`.

    In:      sheets: respondents x parts, positions, rows in any order; agency: index 0 to
             agencies - 1 of each row; options: how many options each part has; timed: of whom
             it is known whether they were too fast (default: of all)
    Out:     Quality, arrays of length `agencies`
    Units:   people and pairs of people; `unanswered` a share
    Missing: position 0 is no answer; an agency without respondents counts 0
    Source:  pairs: mean of the permutation distribution; the rest our own, no official rule

    Raises:
        ValueError: shapes, agency indexes or positions that do not fit.
    """
    _check(sheets, agency, options, agencies)
    chosen = limits or QualityLimits()
    home = agency.astype(np.int64, copy=False)
    tally = _tally(sheets, home, agencies, int(options.max(initial=0)) + 1)
    respondents = np.bincount(home, minlength=agencies)
    groups = equal_sheets(sheets, home)
    beyond, likely = beyond_chance(
        groups,
        sheets,
        tally,
        times_expected=chosen.times_expected,
        deviations=chosen.deviations,
        least=chosen.least_equal,
    )
    unusual = groups.only(beyond)
    runs = _long_runs(sheets, options, chosen.run_covers)
    blank = np.where(respondents > 0, tally[:, :, 0].sum(axis=1), np.nan)
    return Quality(
        respondents=respondents,
        long_runs=np.bincount(home[runs], minlength=agencies),
        duplicates=groups.people(agencies),
        largest_batch=np.maximum(groups.largest(agencies), respondents > 0),
        pairs=groups.pairs(agencies),
        expected_pairs=_expected_pairs(tally, respondents),
        unusual_duplicates=unusual.people(agencies),
        largest_unusual_batch=unusual.largest(agencies),
        likely_batch=_of_the_largest(unusual, likely[beyond], agencies),
        too_fast=None if too_fast is None else np.bincount(home[too_fast], minlength=agencies),
        timed=respondents if timed is None else np.bincount(home[timed], minlength=agencies),
        unanswered=blank / np.maximum(respondents * sheets.shape[1], 1),
    )


def quality_signs(quality: Quality, limits: QualityLimits) -> Signs:
    """Tell which agencies show which sign.

    In:      counts; limits, the same that they were counted with
    Out:     for each sign one array: True where the share of respondents is at least the limit
             and at least `least_people` are concerned; too fast is a share of those of whom it
             is known. Equal sheets and batches count only
             where beyond chance; pairs and expected pairs are there to be shown beside
             them, and decide nothing (where all sheets are equal, dealing out changes nothing)
    Units:   shares, 0 to 1
    Missing: no respondents: False; too fast not measured: that sign is left out
    Source:  limits are the product's defaults, not an official rule
    """
    people = quality.respondents

    def many(concerned: Integers, share: float) -> NDArray[np.bool_]:
        return (concerned >= limits.least_people) & (concerned >= share * people)

    signs = {
        Sign.LONG_RUNS: many(quality.long_runs, limits.long_runs),
        Sign.EQUAL_SHEETS: many(quality.unusual_duplicates, limits.equal_sheets),
        Sign.BATCH: many(quality.largest_unusual_batch, limits.batch),
        Sign.UNANSWERED: (people >= limits.least_people)
        & (quality.unanswered >= limits.unanswered),
    }
    if quality.too_fast is not None:
        enough = quality.too_fast >= limits.too_fast * quality.timed
        signs[Sign.TOO_FAST] = enough & many(quality.too_fast, 0)
    return signs


def without_praise(signs: Signs, negative: float) -> Signs:
    """Leave out the sign of long runs where most parts are worded alike: there it may be praise.

    In:      signs; the share of parts in which the first option is the best
    Out:     the same without long runs, unless both ways of wording have a fifth of the parts
    Units:   share, 0 to 1
    Missing: none
    Source:  our own
    """
    if min(negative, 1 - negative) >= _MIXED:
        return signs
    return {sign: flags for sign, flags in signs.items() if sign is not Sign.LONG_RUNS}


def runs_by_scale(
    sheets: NDArray[np.uint8], options: NDArray[np.integer]
) -> dict[int, NDArray[np.uint16]]:
    """Return each respondent's longest run over the parts of each number of options.

    In:      sheets: respondents x parts; options: how many options each part has
    Out:     number of options -> longest run of each respondent
    Units:   parts
    Missing: unanswered parts are passed over; a single answer is no run: 0
    Source:  as `measure_quality`
    """
    columns = np.ascontiguousarray(sheets.T)
    return {int(scale): _longest(columns[options == scale]) for scale in np.unique(options)}


def _check(
    sheets: NDArray[np.uint8],
    agency: NDArray[np.integer],
    options: NDArray[np.integer],
    agencies: int,
) -> None:
    if sheets.dtype != np.uint8 or (agency.size, options.size) != sheets.shape:
        raise ValueError("sheets are uint8, respondents x parts; agency and options fit them")
    if agency.size and not 0 <= agency.min() <= agency.max() < agencies:
        raise ValueError("an agency index lies outside 0 to agencies - 1")
    if np.any(sheets.max(axis=0, initial=0) > options):
        raise ValueError("a position lies beyond the part's options")


def _tally(sheets: NDArray[np.uint8], agency: Integers, agencies: int, width: int) -> Integers:
    """Count agency x part x position, with "no answer" at position 0."""
    tally = np.zeros((agencies, sheets.shape[1], width), dtype=np.int64)
    first = agency * width
    for part in range(sheets.shape[1]):
        cells = np.bincount(first + sheets[:, part], minlength=agencies * width)
        tally[:, part] = cells.reshape(agencies, width)
    return tally


def _of_the_largest(groups: EqualSheets, values: Floats, agencies: int) -> Floats:
    """Return the value of the largest group of each agency; 0 where there is none."""
    found = np.zeros(agencies)
    order = np.argsort(groups.size, kind="stable")
    found[groups.agency[order]] = values[order]
    return found


def _expected_pairs(tally: Integers, respondents: Integers) -> Floats:
    ordered = np.maximum(respondents * (respondents - 1), 1)
    alike = (tally * (tally - 1)).sum(axis=2) / ordered[:, None]
    return np.asarray(respondents * (respondents - 1) / 2 * alike.prod(axis=1))


def _long_runs(
    sheets: NDArray[np.uint8], options: NDArray[np.integer], covers: float
) -> NDArray[np.bool_]:
    found = np.zeros(len(sheets), dtype=np.bool_)
    scales = [np.flatnonzero(options == scale) for scale in np.unique(options)]
    for rows in chunks(len(sheets)):
        # One part's answers side by side: the loop over parts reads whole cache lines.
        columns = np.ascontiguousarray(sheets[rows].T)
        covered = sum(_longest(columns[parts]) for parts in scales)
        found[rows] = (covered >= covers * options.size) & (covered > 0)
    return found


def _longest(columns: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return each respondent's longest run over one scale; a single answer is none."""
    last = np.zeros(columns.shape[1], dtype=np.uint8)
    length, best = (np.zeros(columns.shape[1], dtype=np.uint16) for _ in range(2))
    for answers in columns:
        answered = answers > 0
        goes_on = (answers == last) | ~answered
        length = length * goes_on + answered
        last = np.where(answered, answers, last)
        np.maximum(best, length, out=best)
    return np.where(best > 1, best, 0).astype(np.uint16)
