"""What stands in the cells of a plan's table: marks of lists, words for units, periods, steps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.improvement.rules.content import Period, StepContent
from prongsai.improvement.rules.states import (
    MEASURE_STATES,
    RECURRENCES,
    MeasureState,
    Recurrence,
)
from prongsai.methodology.periods import Span, period_text
from prongsai.methodology.thai import plain_digits, repaired, squeezed
from prongsai.methodology.wording import Text

ALL_UNITS = Text("ทุกหน่วยงานในสังกัด", "All units")
THEME = Text("ประเด็นที่ %(number)s %(title)s", "Theme %(number)s %(title)s")
#: Before what was done for other measures than those beside it.
OF_MEASURES = Text("(มาตรการที่ %(numbers)s) ", "(measures %(numbers)s) ")
OF_NONE = Text("(ไม่ระบุมาตรการ) ", "(of no measure) ")
MARK, BETWEEN = "• ", " | "
_EVERY = re.compile(r"^(?:ทุก(?:หน่วยงาน|ส่วนงาน|หน่วย|กอง|สำนัก|ส่วนราชการ)|allunits|everyunit)")
_RECURRING = {
    Recurrence.MONTHLY: ("ทุกเดือน", "รายเดือน", "ทุกๆเดือน", "everymonth", "monthly"),
    Recurrence.QUARTERLY: (
        *("ทุกไตรมาส", "รายไตรมาส", "ทุก3เดือน", "ทุกๆ3เดือน", "ทุกสามเดือน"),
        *("everyquarter", "quarterly", "every3months"),
    ),
}
_THEME = re.compile(r"^(?:ประเด็น(?:ที่)?|theme)\s*(\d{1,3})\s*[.:)]?\s*(.*)$", re.I | re.S)
_NUMBERED = re.compile(r"^(\d{1,3})\s*[.)](?!\d)\s*(.*)$", re.S)
_MARKED = re.compile(r"^(?:[-–—•▪●*]|\uf0b7|\d{1,3}\s*[)])\s*(.*)$", re.S)
_OF = re.compile(
    r"^\((?:(?:มาตรการที่|measures?)\s*([\d,\s]+)|ไม่ระบุมาตรการ|of no measure)\)\s*(.*)$", re.S
)
_CODE = re.compile(r"[A-Za-z]\d+(?:\.\d+)*")
#: Lines over which the name of a unit may run.
_LONGEST_RUN = 8
_THAI = re.compile("[\u0e01-\u0e5b]")


@dataclass(frozen=True)
class Item:
    """One entry of a cell: its number and whether a mark stood before it."""

    text: str
    marked: bool
    number: int | None = None
    #: Whether an empty line stood before it.
    apart: bool = False


def theme_in(text: str) -> str | None:
    """Return the title of a theme when a text names one: "ประเด็นที่ 1 ..."."""
    found = _THEME.match(plain_start(" ".join(lines_of(text))))
    return found[2].strip() if found else None


def lines_of(text: str) -> list[str]:
    """Return the lines of a cell, repaired; empty ones too."""
    return [repaired(line) for line in text.replace("\r", "\n").split("\n")]


def plain_start(line: str) -> str:
    """Write Thai digits at the beginning of a line as Arabic ones; further on they stay."""
    head = re.match(r"^[^\s.)]*[\s.)]*[๐-๙0-9]*", line)
    end = head.end() if head else 0
    return plain_digits(line[:end]) + line[end:]


def numbered_items(text: str) -> list[Item]:
    """Return the entries of a cell of measures: each begins with "1." or a mark of a list."""
    items: list[Item] = []
    for line in lines_of(text):
        found = _NUMBERED.match(plain_start(line))
        marked = None if found else _MARKED.match(line)
        if found:
            items.append(Item(found[2], marked=True, number=int(found[1])))
        elif marked:
            items.append(Item(marked[1], marked=True))
        elif line:
            _go_on(items, line)
    return items


def marked_items(text: str) -> list[Item]:
    """Return the entries of a cell of what was done: after a mark, or an empty line."""
    items: list[Item] = []
    apart = False
    for line in lines_of(text):
        marked = _MARKED.match(plain_start(line))
        if marked:
            items.append(Item(marked[1], marked=True, apart=apart))
        elif line and apart and items:
            items.append(Item(line, marked=False, apart=True))
        elif line:
            _go_on(items, line)
        apart = not line
    return [item for item in items if item.text]


def _go_on(items: list[Item], line: str) -> None:
    """Add a line to the entry that it continues; the first entry of a cell may have no mark."""
    if not items:
        items.append(Item(line, marked=False))
        return
    last = items.pop()
    text = joined(last.text, line)
    items.append(Item(text, last.marked, last.number, last.apart))


def joined(before: str, after: str) -> str:
    """Put a text that was broken into lines together: Thai words have no spaces between them.

    >>> joined("ในการปฏิบัติงานอย่างซื่อสัตย์", "สุจริต"), joined("ITA", "for all")
    ('ในการปฏิบัติงานอย่างซื่อสัตย์สุจริต', 'ITA for all')
    """
    if not (before and after):
        return before + after
    is_word = _THAI.match(before[-1]) and _THAI.match(after[0]) and before[-1] not in "ๆฯ"
    return before + ("" if is_word else " ") + after


def measures_named(text: str) -> tuple[tuple[int, ...] | None, str]:
    """Return the measures that a text names before it begins; None where it names none."""
    found = _OF.match(text)
    if found is None:
        return None, text
    numbers = re.findall(r"\d+", found[1] or "")
    return tuple(int(number) for number in numbers), found[2]


def shown(text: str) -> str:
    """Return a text as a cell shows it: on one line, without what no file can hold."""
    return repaired(text)


def is_all_units(words: str) -> bool:
    """Whether words stand for all units of an agency."""
    return _EVERY.match(squeezed(words)) is not None


def recurrence_in(words: str) -> Recurrence | None:
    """Return how often something is to be done, when words say only that."""
    plain = squeezed(words).strip("-.")
    return next((one for one, said in _RECURRING.items() if plain in said), None)


def when_words(period: Period | None) -> Text:
    """Write a period as tables do; nothing where there is none."""
    return period_text(Span(period.starts, period.ends)) if period else Text("", "")


def step_words(step: StepContent) -> Text:
    """Write a step on one line: what, first day, how often."""
    day = period_text(Span(step.due, step.due))
    often = RECURRENCES[step.recurrence]
    title = shown(step.title)
    return Text(BETWEEN.join((title, day.th, often.th)), BETWEEN.join((title, day.en, often.en)))


def codes_in(words: str) -> tuple[str, ...]:
    """Return the codes of items that words name."""
    return tuple(dict.fromkeys(code.upper() for code in _CODE.findall(plain_digits(words))))


def state_in(words: str) -> MeasureState | None:
    """Return how far a measure is, by the words for it."""
    plain = squeezed(words)
    told = ((state, {state.value, *map(squeezed, (t.th, t.en))}) for state, t in _STATES)
    return next((state for state, names in told if plain in names), None)


_STATES = tuple(MEASURE_STATES.items())


def words_of_units(text: str, known: Iterable[str]) -> list[str]:
    """Return the names of units in a cell: the longest runs of lines and parts that are known.

    In: `known`: codes and names, squeezed
    """
    names = set(known)
    parts = [part for line in lines_of(text) for part in _parts(line, names)]
    found: list[str] = []
    at = 0
    while at < len(parts):
        end = _known_run(parts, at, names)
        found.append(" ".join(parts[at:end]))
        at = end
    return found


def _parts(line: str, names: set[str]) -> list[str]:
    if squeezed(line) in names:
        return [line]
    cut = (part.strip(" -•") for part in re.split(r"[,;/]|\sและ|\sand\s", line))
    return [part for part in cut if part]


def _known_run(parts: list[str], start: int, names: set[str]) -> int:
    """Return where the longest known name ends that begins at a part; else that part alone."""
    for end in range(min(len(parts), start + _LONGEST_RUN), start, -1):
        plain = squeezed("".join(parts[start:end]))
        if plain in names or (
            is_all_units(plain) and end - start > 1 and _is_tail(parts, start, end)
        ):
            return end
    return start + 1


def _is_tail(parts: list[str], start: int, end: int) -> bool:
    """Whether parts after "ทุกหน่วยงานใน" still belong to it: no unit has a name like them."""
    return all("สังกัด" in part or "กรม" in part for part in parts[start + 1 : end])
