"""The table of a plan, as reports print it: themes over the width, shared cells merged."""

from collections.abc import Callable, Iterator, Sequence

from prongsai.improvement.rules.content import (
    ActionContent,
    MeasureContent,
    OutcomeContent,
    PlanContent,
    ThemeContent,
)
from prongsai.improvement.rules.states import MEASURE_STATES, RECURRENCES, Recurrence
from prongsai.improvement.rules.tables.grid import (
    DETAILS,
    HEADINGS,
    PRINTED,
    Cell,
    Grid,
    GridRow,
    Role,
    RowKind,
)
from prongsai.improvement.rules.tables.words import (
    ALL_UNITS,
    MARK,
    OF_MEASURES,
    OF_NONE,
    THEME,
    shown,
    step_words,
    when_words,
)
from prongsai.methodology.wording import Text

#: Letters that a cell of every kind of file can hold.
_LONGEST = 32_000
#: First and last row of a block, from 0 within a theme.
_Block = tuple[int, int]
_Say = Callable[[Text], str]


def grid_of(plan: PlanContent, *, details: bool = False, language: str = "th") -> Grid:
    """Return the table of a plan: its head, a row a theme, a row a measure.

    In: `details`: whether columns follow that the report's own table does not have
    """

    def say(text: Text) -> str:
        return text.en if language == "en" else text.th

    roles = (*PRINTED, *DETAILS) if details else PRINTED
    rows = [_row(0, RowKind.HEAD, [say(HEADINGS[role]) for role in roles])]
    for number, theme in enumerate(plan.themes, 1):
        title = say(THEME.filled(number=number, title=shown(theme.title)))
        whole = Cell(title[:_LONGEST], len(rows), 0)
        rows.append(GridRow(len(rows) + 1, (whole,) * len(roles), RowKind.THEME))
        rows += _theme_rows(theme, roles, len(rows), say)
    return Grid(tuple(rows))


def _row(top: int, kind: RowKind, texts: Sequence[str]) -> GridRow:
    return GridRow(top + 1, tuple(Cell(text, top, at) for at, text in enumerate(texts)), kind)


def _theme_rows(
    theme: ThemeContent, roles: Sequence[Role], top: int, say: _Say
) -> Iterator[GridRow]:
    """Yield a row a measure; what is shared, and what repeats, is one cell over several rows."""
    count = len(theme.measures) or int(bool(theme.actions or theme.outcomes))
    columns = {
        Role.ACTION: _shared(theme.actions, count, say),
        Role.OUTCOME: _shared(theme.outcomes, count, say),
        Role.WHEN: _alike([say(shown_when(theme, one)) for one in theme.measures] or [""]),
        Role.UNITS: _alike([_units(one, say) for one in theme.measures] or [""]),
    }
    for row in range(count):
        cells = []
        for at, role in enumerate(roles):
            if role in columns:
                begins, text = columns[role][row]
            else:
                begins, text = row, _of_measure(theme, row, role, say)
            cells.append(Cell(text[:_LONGEST], top + begins, at))
        yield GridRow(top + row + 1, tuple(cells))


def _of_measure(theme: ThemeContent, row: int, role: Role, say: _Say) -> str:
    if row >= len(theme.measures):
        return ""
    measure = theme.measures[row]
    if role is Role.MEASURE:
        return f"{measure.number}. {shown(measure.title)}"
    return say(shown_detail(measure, role))


def shown_detail(measure: MeasureContent, role: Role) -> Text:
    """Return what a further column says of a measure."""
    if role is Role.STEPS:
        steps = [step_words(step) for step in measure.steps]
        return Text("\n".join(step.th for step in steps), "\n".join(step.en for step in steps))
    if role is Role.STATE:
        return MEASURE_STATES[measure.state]
    words = {
        Role.POINTS: ", ".join(measure.points),
        Role.BUDGET: "" if measure.budget is None else f"{measure.budget:,.2f}",
        Role.CRITERION: shown(measure.criterion),
        Role.REASON: shown(measure.reason),
    }[role]
    return Text(words, words)


def shown_when(theme: ThemeContent, measure: MeasureContent) -> Text:
    """Return what stands in the column of periods: when it was done, else how often, else when."""
    done = (a.period for a in theme.actions if measure.number in a.measures and a.period)
    if (period := next(done, None)) is not None:
        return when_words(period)
    for step in measure.steps:
        if step.recurrence is not Recurrence.ONCE:
            return RECURRENCES[step.recurrence]
    return when_words(measure.period)


def _units(measure: MeasureContent, say: _Say) -> str:
    every = [say(ALL_UNITS)] if measure.all_units else []
    return "\n".join([*every, *(shown(unit) for unit in measure.units)])


def _alike(texts: list[str]) -> list[tuple[int, str]]:
    """Merge what repeats from row to row; nothing is not merged with nothing."""
    found: list[tuple[int, str]] = []
    for row, text in enumerate(texts):
        repeats = bool(found and text and found[-1][1] == text)
        found.append((found[-1][0] if repeats else row, text))
    return found


def _shared(
    told: Sequence[ActionContent] | Sequence[OutcomeContent], count: int, say: _Say
) -> list[tuple[int, str]]:
    """Merge the rows of measures that share what was done, or what came of it."""
    if not count:
        return []
    blocks = _blocks([_reach(one.measures, count) for one in told], count)
    cells: list[tuple[int, str]] = []
    for first, last in blocks:
        whole = tuple(range(first + 1, last + 2))
        mine = [one for one in told if first <= _reach(one.measures, count)[0] <= last]
        lines = [MARK + _prefix(one.measures, whole, say) + shown(one.text) for one in mine]
        cells += [(first, "\n".join(lines))] * (last - first + 1)
    return cells


def _reach(measures: Sequence[int], count: int) -> _Block:
    """Return the rows from the first measure to the last; those of no measure stand on top."""
    rows = [min(max(number - 1, 0), count - 1) for number in measures] or [0]
    return min(rows), max(rows)


def _blocks(reaches: Sequence[_Block], count: int) -> list[_Block]:
    """Return blocks of rows that cut no reach apart."""
    blocks: list[_Block] = []
    row = 0
    while row < count:
        last = row
        while (end := max((e for s, e in reaches if s <= last), default=last)) > last:
            last = end
        blocks.append((row, last))
        row = last + 1
    return blocks


def _prefix(measures: Sequence[int], whole: tuple[int, ...], say: _Say) -> str:
    if tuple(measures) == whole:
        return ""
    if not measures:
        return say(OF_NONE)
    return say(OF_MEASURES.filled(numbers=", ".join(map(str, measures))))
