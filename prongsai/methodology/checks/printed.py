"""Printed conclusions: ranks, measures, levels, differences and directions that must follow."""

from prongsai.methodology import findings
from prongsai.methodology.claims import Claims, Remark
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import HUNDREDTHS, MISSING, millionths, points_text, signed_text
from prongsai.methodology.grading import level_reason, levels, measure_levels
from prongsai.methodology.ranking import dense_ranks
from prongsai.methodology.scoring import Scores
from prongsai.methodology.statements import About
from prongsai.methodology.thai import plain_digits, squeezed
from prongsai.methodology.trend import WORDS, difference, trend_of
from prongsai.methodology.wording import listed


def check_printed(claims: Claims, scores: Scores, previous_total: int) -> None:
    """Note what does not follow from the scores of one agency and year; `scores` has one row."""
    _ranks(claims, scores)
    for remark in claims.remarks.get(About.MEASURE, []):
        _measure(claims, scores, remark)
    for remark in claims.remarks.get(About.LEVEL, []):
        _level(claims, scores, remark)
    for remark in claims.remarks.get(About.TARGET_LEVEL, []):
        _known_level(claims, remark)
    delta = difference(previous_total, int(scores.published[0, 0]))
    if delta is not None:
        _change(claims, delta)


def _ranks(claims: Claims, scores: Scores) -> None:
    printed = claims.remarks.get(About.RANK, [])
    indicators = claims.edition.of_kind(Kind.INDICATOR)
    column = scores.published[0, indicators]
    if not printed or (column == MISSING).any():
        return
    right = dict(zip(indicators, dense_ranks(column).tolist(), strict=True))
    for remark in printed:
        code = claims.edition.nodes[remark.node].code
        rank = right.get(remark.node)
        if rank is not None and plain_digits(remark.value).strip() != str(rank):
            claims.note(
                findings.RANK,
                remark.place,
                f"{code}: rank = {rank}",
                code=code,
                stated=remark.value,
                right=rank,
            )


def _measure(claims: Claims, scores: Scores, remark: Remark) -> None:
    place = int(measure_levels(claims.edition, scores.published[0, [remark.node]])[0])
    if place == MISSING:
        return
    right = claims.edition.rules.measure_levels[place]
    names = {squeezed(name) for name in (right.code, right.name.th, right.name.en)}
    if squeezed(remark.value) not in names:
        code = claims.edition.nodes[remark.node].code
        claims.note(
            findings.MEASURE,
            remark.place,
            f"{code}: measure = {right.code}",
            code=code,
            value=points_text(int(scores.published[0, remark.node])),
            stated=remark.value,
            right=right.name,
        )


def _level(claims: Claims, scores: Scores, remark: Remark) -> None:
    if not _known_level(claims, remark):
        return
    place = int(levels(scores)[0])
    if place == MISSING:
        return
    right = claims.edition.rules.levels[place]
    if squeezed(remark.value) not in {
        squeezed(n) for n in (right.code, right.name.th, right.name.en)
    }:
        claims.note(
            findings.LEVEL,
            remark.place,
            f"level = {right.code}",
            year=claims.year_be,
            stated=remark.value,
            right=right.name,
            reason=level_reason(scores, 0, place),
        )


def _known_level(claims: Claims, remark: Remark) -> bool:
    """Note a level that the scale of the year does not have; say whether it has it."""
    ladder = claims.edition.rules.levels
    names = {
        squeezed(name) for level in ladder for name in (level.code, level.name.th, level.name.en)
    }
    if squeezed(remark.value) in names:
        return True
    claims.note(
        findings.UNKNOWN_LEVEL,
        remark.place,
        year=claims.year_be,
        stated=remark.value,
        levels=listed([level.name for level in ladder]),
    )
    return False


def _change(claims: Claims, delta: int) -> None:
    for remark in claims.remarks.get(About.DELTA, []):
        try:
            stated = millionths(plain_digits(remark.value).replace(" ", "").lstrip("+"))
        except ValueError:
            claims.note(findings.NOT_A_NUMBER, remark.place, code="delta", value=remark.value)
            continue
        if stated != delta * (1_000_000 // HUNDREDTHS):
            claims.note(
                findings.DELTA,
                remark.place,
                f"delta = {signed_text(delta)}",
                year=claims.year_be,
                stated=remark.value,
                right=signed_text(delta),
            )
    for remark in claims.remarks.get(About.TREND, []):
        direction = trend_of(delta)
        if direction is None:
            continue
        words = WORDS[direction]
        stated_word = squeezed(remark.value)
        if not stated_word.startswith((direction, squeezed(words.th), squeezed(words.en))):
            claims.note(
                findings.TREND,
                remark.place,
                f"trend = {direction}",
                year=claims.year_be,
                stated=remark.value,
                right=signed_text(delta),
            )
