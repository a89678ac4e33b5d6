"""Files of other survey tools as headings and rows: one row a person, however they were written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path

from prongsai.foundation.adapters.tables import open_table
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.thai import repaired
from prongsai.surveys.rules.headings import Wordings, names_something, wordings_of
from prongsai.surveys.rules.mapping import (
    LONGEST_WORD,
    MOST_COLUMNS,
    MOST_WORDS,
    AnswerMapping,
    TooManyColumns,
    Use,
    distinct,
)
from prongsai.surveys.rules.words import plain_word

Rows = Iterator[tuple[int, list[str]]]
#: So many rows may stand above and below the heading before answers begin.
_HEADINGS = 4
#: A heading row is one of which so many cells name something.
_NAMED = 0.3
#: More cells of a row need not be looked at to tell.
_LOOKED_AT = 100


@dataclass(frozen=True)
class Outside:
    """A file: its columns (each name once), what further heading rows say of them, its rows."""

    file: str
    columns: list[str]
    hints: dict[str, str]
    rows: Callable[[], Rows] = field(repr=False)

    def samples(self) -> dict[str, list[str]]:
        """Return the different words of every column, in the order in which they occur.

        A column with too many of them, or with a text that nobody would offer as an answer, ends
        with what was found until then: it has more words than an answer can have.
        """
        found: dict[str, dict[str, str]] = {column: {} for column in self.columns}
        seen: list[set[str]] = [{""} for _ in self.columns]
        for _, cells in self.rows():
            for words, known, cell in zip(found.values(), seen, cells, strict=False):
                if cell in known or len(words) > MOST_WORDS:
                    continue
                known.add(cell)
                if cell.strip():
                    words.setdefault(plain_word(cell[:LONGEST_WORD]), cell[:LONGEST_WORD].strip())
        return {column: list(words.values()) for column, words in found.items()}


def open_outside(path: Path, edition: Edition, instrument: str) -> Outside:
    """Open a file as it stands.

    Raises:
        TooManyColumns, and what `open_table` raises.
    """
    table = open_table(path)
    first = [(0, table.columns), *islice(table.rows, _HEADINGS - 1)]
    heading, after = _headings([cells for _, cells in first], wordings_of(edition, instrument))
    names = [repaired(cell) for cell in first[heading][1]]
    if len(names) > MOST_COLUMNS:
        raise TooManyColumns(file=path.name, count=len(names), most=MOST_COLUMNS)
    columns = distinct(names)
    others = [cells for place, (_, cells) in enumerate(first[:after]) if place != heading]
    hints = {
        column: repaired(" ".join(cells[place] for cells in others[-1:] if place < len(cells)))
        for place, column in enumerate(columns)
    }

    def rows() -> Rows:
        fresh = open_table(path)
        return islice(chain([(0, fresh.columns)], fresh.rows), after, None)

    return Outside(path.name, columns, {c: hint for c, hint in hints.items() if hint}, rows)


def _headings(rows: list[list[str]], wordings: Wordings) -> tuple[int, int]:
    """Return which row has the headings, and how many rows come before the first answers."""
    # Answers repeat from row to row: each different one is looked at once.
    names = cache(partial(names_something, wordings=wordings))
    naming = [_is_heading(cells, names) for cells in rows]
    if not any(naming):
        return 0, 1
    first = naming.index(True)
    after = first
    while after < len(rows) and naming[after]:
        after += 1
    codes = [sum(len(cell) <= _SHORT for cell in cells if cell.strip()) for cells in rows]
    heading = max(range(first, after), key=lambda place: (codes[place], -place))
    return heading, after


#: Letters of a code; a question has more.
_SHORT = 16


def _is_heading(cells: list[str], names: Callable[[str], bool]) -> bool:
    told = [cell for cell in cells if cell.strip()][:_LOOKED_AT]
    named = sum(names(cell) for cell in told)
    return bool(told) and named >= max(2, _NAMED * len(told))


def as_wide(outside: Outside, mapping: AnswerMapping) -> Outside:
    """Turn a file with one answer a row into one with one person a row; others stay as they are.

    A row's number is that of the person's first line. Who answers a part twice and differently
    has both words in that cell, which is no option.
    """
    respondent, part, answer = (
        outside.columns.index(column)
        if (column := mapping.column_of(use)) in outside.columns
        else -1
        for use in (Use.RESPONDENT, Use.PART, Use.ANSWER)
    )
    if min(respondent, part, answer) < 0:
        return outside
    kept = [
        outside.columns.index(column)
        for use in (Use.DATE, Use.AGENCY)
        if (column := mapping.column_of(use)) in outside.columns
    ]
    parts: dict[str, None] = {}
    people: dict[str, tuple[int, list[str], dict[str, str]]] = {}
    for number, cells in outside.rows():
        whole = [*cells, *[""] * (len(outside.columns) - len(cells))]
        name = repaired(whole[part])
        parts.setdefault(name)
        told = people.setdefault(whole[respondent], (number, [whole[at] for at in kept], {}))[2]
        told[name] = _joined(told.get(name), whole[answer])
    if len(parts) > MOST_COLUMNS:
        raise TooManyColumns(file=outside.file, count=len(parts), most=MOST_COLUMNS)
    columns = [*(outside.columns[at] for at in kept), *parts]

    def rows() -> Rows:
        for number, others, told in people.values():
            yield number, [*others, *(told.get(name, "") for name in parts)]

    return Outside(outside.file, columns, {}, rows)


def _joined(before: str | None, word: str) -> str:
    if before is None or plain_word(before) == plain_word(word):
        return word
    return f"{before} | {word}"
