"""Whether a plan as plain values agrees with itself, with its agency and with its year."""

from collections.abc import Iterable, Iterator

from prongsai.improvement.rules.bounds import out_of_bounds
from prongsai.improvement.rules.content import (
    MeasureContent,
    Period,
    PlanContent,
    ThemeContent,
)
from prongsai.improvement.rules.counters import require_counter
from prongsai.improvement.rules.faults import PlanContradictory, UnitsUnknown, WordsNeeded
from prongsai.improvement.rules.states import MeasureState
from prongsai.methodology.wording import Text, same

#: So many contradictions are told at once.
_MOST_TOLD = 5
_ANOTHER = Text(
    "เป็นแผนของ %(found)s ไม่ใช่ของ %(wanted)s", "it is the plan of %(found)s, not of %(wanted)s"
)
_TWICE = Text("จุดอ่อน %(code)s ซ้ำ", "weak point %(code)s stands twice")
_NUMBERS = Text(
    "ประเด็น “%(theme)s”: เลขมาตรการต้องเรียงจาก 1",
    "theme “%(theme)s”: its measures must be numbered from 1 on",
)
_NO_TITLE = Text("ประเด็นหรือมาตรการไม่มีชื่อ", "a theme or measure has no title")
_POINT = Text(
    "มาตรการ “%(measure)s” ตอบจุดอ่อน %(code)s ที่ไม่มีในแผน",
    "measure “%(measure)s” answers %(code)s, which is no weak point of the plan",
)
_PERIOD = Text("“%(title)s” สิ้นสุดก่อนเริ่ม", "“%(title)s” ends before it begins")
_NO_MEASURE = Text(
    "ประเด็น “%(theme)s”: การดำเนินการหรือผลลัพธ์อ้างมาตรการที่ %(number)s ซึ่งไม่มี",
    "theme “%(theme)s”: an action or outcome names measure %(number)s, which is not there",
)
_UNKEEPABLE = Text("“%(place)s”: %(why)s", "“%(place)s”: %(why)s")
_WHY_CANCELLED = Text("ยกเลิกมาตรการ “%(title)s”", "measure “%(title)s” is cancelled")


def require_units(named: Iterable[str], known: Iterable[str]) -> None:
    """Refuse units that the agency does not have.

    Raises:
        UnitsUnknown: lists them all.
    """
    if unknown := sorted(set(named) - set(known)):
        raise UnitsUnknown(units=", ".join(unknown))


def units_named(plan: PlanContent) -> set[str]:
    """Return the codes of all units that measures and actions name."""
    named = {unit for measure in plan.measures for unit in measure.units}
    return named | {u for theme in plan.themes for action in theme.actions for u in action.units}


def require_whole(plan: PlanContent, *, agency: str, framework: str, year_be: int) -> None:
    """Refuse a plan that is another's, or contradicts itself.

    Raises:
        PlanContradictory: tells the first contradictions.
        WordsNeeded: a measure is cancelled without a reason.
        CounterUnknown
    """
    found = [*_foreign(plan, (agency, framework, year_be)), *_unkeepable(plan)]
    found += _contradictions(plan)
    if found:
        raise PlanContradictory(count=len(found), faults=_told(found[:_MOST_TOLD]))
    for measure in plan.measures:
        require_sound(measure)


def require_sound(measure: MeasureContent) -> None:
    """Refuse a measure that contradicts itself.

    Raises:
        PlanContradictory, WordsNeeded, CounterUnknown.
    """
    if found := [*_unkeepable(measure), *_in_measure(measure)]:
        raise PlanContradictory(count=len(found), faults=_told(found))
    require_reason(measure.state, measure.reason, measure.title)
    if measure.counter:
        require_counter(measure.counter)


def require_reason(state: MeasureState, reason: str, title: str) -> None:
    """Refuse to give a measure up without saying why.

    Raises:
        WordsNeeded
    """
    if state is MeasureState.CANCELLED and not reason.strip():
        raise WordsNeeded(what=_WHY_CANCELLED.filled(title=title))


def require_titled(title: str) -> str:
    """Return the title of a theme as it is kept.

    Raises:
        PlanContradictory: there is none, or it cannot be kept.
    """
    kept = kept_words(title)
    if not kept:
        raise PlanContradictory(count=1, faults=_NO_TITLE)
    return kept


def kept_words(words: str) -> str:
    """Return words as they are kept, without spaces around them.

    Raises:
        PlanContradictory: they are too long, or of letters that cannot be kept.
    """
    if found := list(_unkeepable(words)):
        raise PlanContradictory(count=len(found), faults=_told(found))
    return words.strip()


def _unkeepable(what: PlanContent | MeasureContent | str) -> Iterator[Text]:
    for place, why in out_of_bounds(what):
        yield _UNKEEPABLE.filled(place=place, why=why)


def _told(found: list[Text]) -> Text:
    told = found[0]
    for one in found[1:]:
        told = told + same("; ") + one
    return told


def _foreign(plan: PlanContent, wanted: tuple[str, str, int]) -> Iterator[Text]:
    found = (plan.agency, plan.framework, plan.year_be)
    if found != wanted:
        yield _ANOTHER.filled(found=_named(found), wanted=_named(wanted))


def _named(plan: tuple[str, str, int]) -> str:
    return "/".join(str(part) for part in plan)


def _contradictions(plan: PlanContent) -> Iterator[Text]:
    codes = [point.code for point in plan.points]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield _TWICE.filled(code=code)
    for theme in plan.themes:
        yield from _in_theme(theme)
        for measure in theme.measures:
            yield from _in_measure(measure)
            for code in sorted(set(measure.points) - set(codes)):
                yield _POINT.filled(measure=measure.title, code=code)


def _in_theme(theme: ThemeContent) -> Iterator[Text]:
    if not theme.title.strip():
        yield _NO_TITLE
    numbers = [measure.number for measure in theme.measures]
    if numbers != list(range(1, len(numbers) + 1)):
        yield _NUMBERS.filled(theme=theme.title)
    named = {number for action in theme.actions for number in action.measures}
    named |= {number for outcome in theme.outcomes for number in outcome.measures}
    for number in sorted(named - set(numbers)):
        yield _NO_MEASURE.filled(theme=theme.title, number=number)
    for action in theme.actions:
        yield from _backwards(action.text, action.period)


def _in_measure(measure: MeasureContent) -> Iterator[Text]:
    if not measure.title.strip():
        yield _NO_TITLE
    yield from _backwards(measure.title, measure.period)


def _backwards(title: str, period: Period | None) -> Iterator[Text]:
    if period and period.ends < period.starts:
        yield _PERIOD.filled(title=title)
