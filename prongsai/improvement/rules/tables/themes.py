"""Reading the rows of one theme."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from prongsai.improvement.rules.tables.grid import DETAILS, Cell, Role
from prongsai.improvement.rules.tables.told import (
    Doubt,
    ToldAction,
    ToldMeasure,
    ToldOutcome,
    ToldTheme,
)
from prongsai.improvement.rules.tables.words import (
    Item,
    joined,
    lines_of,
    marked_items,
    measures_named,
    numbered_items,
)
from prongsai.methodology.wording import Text

CONTINUED = Text("ข้อความนี้ต่อจากแถวก่อนหน้า", "it goes on from the row above")
OTHER_NUMBER = Text(
    "ในตารางเป็นข้อ %(told)s แต่นับได้ข้อ %(counted)s",
    "the table calls it %(told)s, it is counted as %(counted)s",
)
NO_MEASURE = Text(
    "แถวนี้ไม่มีมาตรการ จึงนับเป็นของมาตรการก่อนหน้า",
    "the row has no measure: it counts for the one above",
)
SEVERAL = Text(
    "แถวเดียวมีหลายมาตรการและหลายรายการ จึงจับคู่ตามลำดับ",
    "one row has several of both: they are paired in their order",
)
ALL_OF_THEM = Text(
    "แถวเดียวมีหลายมาตรการและหลายรายการที่จำนวนไม่เท่ากัน จึงนับให้ทุกมาตรการในแถว",
    "one row has several of both, and not as many: each counts for all measures of the row",
)
UNITS_OF_ALL = Text(
    "แถวเดียวมีหลายมาตรการและหลายผู้รับผิดชอบ จึงนับให้ทุกมาตรการในแถว",
    "one row has several measures and several units: all units count for each measure",
)
CARRIED = Text("ช่องว่างในไฟล์นี้ นับตามแถวก่อนหน้า", "the cell is empty: it counts as the one above")
#: A cell: of which table, and where it begins.
_Key = tuple[int, int, int]


@dataclass
class _Covered:
    """A cell of what was done, or of what came of it: the measures of the rows that it covers."""

    items: list[Item]
    row: int
    when: str
    units: str
    measures: list[int] = field(default_factory=list)
    #: Whether it covers one row of measures only.
    rows: set[int] = field(default_factory=set)

    def add(self, row: int, measures: Iterable[int]) -> None:
        self.rows.add(row)
        self.measures += [one for one in measures if one not in self.measures]


@dataclass(frozen=True)
class Habits:
    """How a file is written: measures have numbers, what was done has marks of lists."""

    numbered: bool
    marked: bool


class ThemeReader:
    """Takes rows, and tells what they say together."""

    def __init__(self, title: str, row: int, doubts: list[Doubt], habits: Habits) -> None:
        self.title = title
        self._row, self._doubts = row, doubts
        self._habits = habits
        self._measures: list[ToldMeasure] = []
        self._of_cell: dict[_Key, list[int]] = {}
        self._cells: dict[Role, dict[_Key, _Covered]] = {Role.ACTION: {}, Role.OUTCOME: {}}
        self._above: dict[Role, str] = {}

    def take(self, row: int, cells: dict[Role, Cell], *, flat: bool, key: int) -> None:
        """Take a row; `key` tells tables apart."""
        texts = {role: cell.text for role, cell in cells.items()}
        if flat:
            texts |= self._carried(row, texts)
        mine, goes_on = self._measures_of(row, cells.get(Role.MEASURE), texts, key)
        for role, covered in self._cells.items():
            cell = cells.get(role)
            if cell is None or cell.is_empty:
                continue
            place = (key, cell.top, cell.left)
            if place not in covered:
                items = marked_items(cell.text)
                if goes_on and self._is_torn(role, items):
                    self._go_on(role, items.pop(0), row)
                if not items:
                    continue
                covered[place] = _Covered(
                    items, row, _when(texts.get(Role.WHEN, "")), texts.get(Role.UNITS, "")
                )
            covered[place].add(row, mine)

    def told(self) -> ToldTheme:
        """Return the theme."""
        actions = [
            ToldAction(text, measures, covered.when, covered.units, covered.row)
            for covered in self._cells[Role.ACTION].values()
            for text, measures in self._paired(covered)
        ]
        outcomes = [
            ToldOutcome(text, measures)
            for covered in self._cells[Role.OUTCOME].values()
            for text, measures in self._paired(covered)
        ]
        return ToldTheme(
            self.title, tuple(self._measures), tuple(actions), tuple(outcomes), self._row
        )

    def _carried(self, row: int, texts: dict[Role, str]) -> dict[Role, str]:
        """Return the periods and units that a file without merged cells leaves out."""
        found: dict[Role, str] = {}
        for role in (Role.WHEN, Role.UNITS):
            if role in texts and not texts[role].strip() and self._above.get(role, ""):
                found[role] = self._above[role]
                self._doubts.append(Doubt(row, found[role], CARRIED))
            self._above[role] = found.get(role) or texts.get(role, "") or self._above.get(role, "")
        return found

    def _measures_of(
        self, row: int, cell: Cell | None, texts: dict[Role, str], key: int
    ) -> tuple[list[int], bool]:
        """Return the measures of a row, and whether it goes on from the one above."""
        if cell is None or cell.is_empty:
            if not self._measures:
                return [], False
            self._doubts.append(Doubt(row, self._measures[-1].title, NO_MEASURE))
            return [len(self._measures)], True
        place = (key, cell.top, cell.left)
        if place in self._of_cell:
            return self._of_cell[place], False
        items = numbered_items(cell.text)
        goes_on = bool(self._measures and self._habits.numbered and items and not items[0].marked)
        if goes_on:
            last = self._measures.pop()
            first = items.pop(0)
            self._measures.append(replace(last, title=joined(last.title, first.text)))
            self._doubts.append(Doubt(row, first.text, CONTINUED))
        begun = len(self._measures) + 1
        for item in items:
            self._add(item, row, texts)
        if len(items) > 1 and len(list(filter(None, lines_of(texts.get(Role.UNITS, ""))))) > 1:
            self._doubts.append(Doubt(row, items[0].text, UNITS_OF_ALL))
        found = list(range(begun, len(self._measures) + 1)) or [len(self._measures)]
        self._of_cell[place] = found
        return found, goes_on

    def _add(self, item: Item, row: int, texts: dict[Role, str]) -> None:
        counted = len(self._measures) + 1
        if item.number is not None and item.number != counted:
            why = OTHER_NUMBER.filled(told=item.number, counted=counted)
            self._doubts.append(Doubt(row, item.text, why))
        details = tuple((role, texts[role].strip()) for role in DETAILS if role in texts)
        when, units = _when(texts.get(Role.WHEN, "")), texts.get(Role.UNITS, "")
        self._measures.append(ToldMeasure(item.text, when, units, details, row))

    def _is_torn(self, role: Role, items: list[Item]) -> bool:
        """Whether a cell begins with the rest of what stands above."""
        if not items or items[0].marked or not self._cells[role]:
            return False
        return self._habits.marked if role is Role.ACTION else True

    def _go_on(self, role: Role, item: Item, row: int) -> None:
        last = list(self._cells[role].values())[-1].items
        last[-1] = replace(last[-1], text=joined(last[-1].text, item.text))
        self._doubts.append(Doubt(row, item.text, CONTINUED))

    def _paired(self, covered: _Covered) -> list[tuple[str, tuple[int, ...]]]:
        """Return each entry of a cell with its measures."""
        named = [self._named(item.text) for item in covered.items]
        every = tuple(covered.measures)
        open_ = [text for measures, text in named if measures is None]
        if len(covered.rows) == 1 and min(len(open_), len(every)) > 1:
            pairs = len(open_) == len(every)
            why = SEVERAL if pairs else ALL_OF_THEM
            self._doubts.append(Doubt(covered.row, open_[0], why))
            if pairs and len(open_) == len(named):
                return [(text, (one,)) for text, one in zip(open_, every, strict=True)]
        return [(text, every if told is None else told) for told, text in named]

    def _named(self, text: str) -> tuple[tuple[int, ...] | None, str]:
        """Return the measures that a text names itself, when the theme has them all."""
        numbers, rest = measures_named(text)
        has_all = numbers is not None and all(0 < n <= len(self._measures) for n in numbers)
        return (numbers, rest) if has_all else (None, text)


def _when(text: str) -> str:
    """Return what stands in the column of periods on one line."""
    return " ".join(line for line in lines_of(text) if line)
