"""The sentence that counts the indicators below the target, held against what is listed."""

from collections.abc import Iterable, Iterator
from typing import Any

from prongsai.methodology.exact import points_text
from prongsai.methodology.findings import Finding, Rule, found
from prongsai.methodology.wording import Text, listed, same
from prongsai.reports.rules.typed.findings import (
    BELOW_COUNT,
    BELOW_DETAIL,
    BELOW_NAMED,
    BELOW_SUM,
    BELOW_UNNAMED,
    NOT_BELOW,
)
from prongsai.reports.rules.typed.knowledge import indicator_name
from prongsai.reports.rules.typed.prose import BelowTarget
from prongsai.reports.rules.typed.stating import Case

_OF = Text("%(code)s %(count)s", "%(count)s for %(code)s")
_ALL = Text("รวมทุกแบบวัด", "the whole")


def counts_below(case: Case) -> Iterator[Finding]:
    """Return what is wrong with the sentence that counts indicators below the target."""
    for told in case.report.sentences.below:
        yield from _against(case, told, case.table, BELOW_COUNT)
        if case.headed != case.table:
            yield from _against(case, told, case.headed, BELOW_DETAIL)
        yield from _parts(case, told)
        yield from _names(case, told)
        yield from _scores(case, told)


def _against(
    case: Case, told: BelowTarget, scores: dict[int, int], rule: Rule
) -> Iterator[Finding]:
    """Compare the count with scores, when those of all indicators are there."""
    below = _below(case, scores)
    if len(scores) == len(case.knowledge.indicators) and len(below) != told.count:
        yield _note(
            case,
            told,
            rule,
            f"below = {len(below)}",
            stated=told.count,
            year=case.report.year,
            target=points_text(case.target),
            counted=len(below),
            items=_bracketed(scores, below),
        )


def _below(case: Case, scores: dict[int, int]) -> list[int]:
    return sorted(number for number, points in scores.items() if points < case.target)


def _bracketed(scores: dict[int, int], numbers: list[int]) -> str:
    inside = ", ".join(f"{number}: {points_text(scores[number])}" for number in numbers)
    return f" ({inside})" if inside else ""


def _parts(case: Case, told: BelowTarget) -> Iterator[Finding]:
    """Compare the whole with the counts of the instruments."""
    counts = {code: count for code, (count, _) in told.instruments.items() if count is not None}
    without = any(names for count, names in told.instruments.values() if count is None)
    if counts and not without and sum(counts.values()) != told.count:
        parts = listed([_OF.filled(code=code, count=count) for code, count in counts.items()])
        total = sum(counts.values())
        yield _note(case, told, BELOW_SUM, stated=told.count, parts=parts, counted=total)


def _names(case: Case, told: BelowTarget) -> Iterator[Finding]:
    """Compare each count with the indicators that are named beside it."""
    for code, (count, names) in told.instruments.items():
        if count is not None and names and len(names) != count:
            yield _note(
                case,
                told,
                BELOW_NAMED,
                f"{code} = {len(names)}",
                instrument=code,
                stated=count,
                counted=len(names),
                items=listed([_named(case, number) for number in names]),
            )
    if told.named and len(told.named) != told.count:
        yield _note(
            case,
            told,
            BELOW_NAMED,
            instrument=_ALL,
            stated=told.count,
            counted=len(told.named),
            items=listed([_named(case, number) for number in told.named]),
        )


def _scores(case: Case, told: BelowTarget) -> Iterator[Finding]:
    """Compare the names with the scores that the sentence introduces: those of the detail."""
    scores = case.headed or case.table
    if not told.named:
        return
    for number in _only(_below(case, scores), told.named):
        yield _note(
            case,
            told,
            BELOW_UNNAMED,
            code=number,
            instrument=_instrument(case, number),
            value=points_text(scores[number]),
            target=points_text(case.target),
        )
    for number in _only(told.named, _below(case, scores)):
        if number in scores:
            points, target = points_text(scores[number]), points_text(case.target)
            yield _note(case, told, NOT_BELOW, code=number, value=points, target=target)


def _only(these: Iterable[int], others: Iterable[int]) -> list[int]:
    known = set(others)
    return [number for number in these if number not in known]


def _instrument(case: Case, number: int) -> str:
    edition = case.edition
    return edition.instrument_of(edition.position[str(number)])


def _named(case: Case, number: int) -> Text:
    if number not in case.knowledge.indicators:
        return same(str(number))
    return same(f"{number} ") + indicator_name(case.knowledge, number)


def _note(
    case: Case, told: BelowTarget, rule: Rule, suggestion: str = "", **params: Any
) -> Finding:
    place = case.place(told.line)
    return found(rule, year_be=case.report.year, place=place, suggestion=suggestion, **params)
