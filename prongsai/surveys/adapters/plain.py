"""The plain engine: reads row by row and counts in Python. For small files, and for odd ones.

It starts at once, and what it says of a row is right by definition: the other engines agree with
it or ask it. A row's number is that of its (last) line in the file. Large files are for DuckDB.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np

from prongsai.foundation.adapters.tables import open_table
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally, empty_tally, shape_of
from prongsai.methodology.thai import plain_digits, squeezed
from prongsai.methodology.wording import Text
from prongsai.surveys.rules import BAD, NO_ANSWER, Mapping, Reject, leaf_named, option_words

NO_AGENCY = Text("ไม่มีรหัสหน่วยงาน", "no agency")
NO_SUCH_PART = Text("ไม่มีข้อนี้ในกรอบการประเมิน", "the edition has no such part")
NO_SUCH_OPTION = Text("ไม่ใช่คำตอบของข้อนี้", "not an option of this part")
NOT_A_COUNT = Text("จำนวนต้องเป็นเลขจำนวนเต็มไม่ติดลบ", "a count must be a whole number, not negative")
WRONG_LENGTH = Text("จำนวนช่องไม่เท่ากับหัวตาราง", "not as many cells as the header has")
NO_YEAR = Text("ไม่มีปี หรือปีไม่ใช่ตัวเลข", "no year, or not a number")

#: A count of more digits is damage, and would not fit into the integers of a tally.
MOST_DIGITS = 15


def columns_of(path: Path) -> list[str]:
    """Return the column names of a table."""
    return open_table(path).columns


def years_of(path: Path, column: str) -> set[str]:
    """Return everything that stands in a year column."""
    table = open_table(path)
    place = table.columns.index(column)
    found = {cells[place] for _, cells in table.rows if place < len(cells)}
    return {plain_digits(cell).strip() for cell in found} - {""}


def tally(
    path: Path,
    mapping: Mapping,
    edition: Edition,
    *,
    agency: str,
    reject: Callable[[Reject], None],
    only_year: str | None = None,
) -> Tally:
    """Count a file. A row with any fault is rejected whole; the others are counted.

    In: the file's mapping; `agency` is meant where the file has no agency column; `only_year`
        leaves the rows of other years alone
    """
    table = open_table(path)
    reader = RowReader(table.columns, mapping, edition, agency, only_year)
    return count_rows(table.file, table.rows, reader, edition, reject)


def count_rows(
    file: str,
    rows: Iterable[tuple[int, list[str]]],
    reader: "RowReader",
    edition: Edition,
    reject: Callable[[Reject], None],
) -> Tally:
    """Count numbered rows of text; those with a fault are rejected whole.

    Out: agencies in the order of their codes, as from every engine
    """
    width = shape_of(edition)[1]
    blank = [0] * (len(edition.leaves) * width)
    counts: dict[str, list[int]] = {}
    for number, cells in rows:
        fault = reader.read(cells)
        if fault is not None:
            reject(Reject(file, number, *fault))
        elif reader.wanted:
            row = counts.get(reader.agency)
            if row is None:
                row = counts[reader.agency] = blank.copy()
            for leaf, position, count in reader.answers:
                row[leaf * width + position - 1] += count
    agencies = tuple(sorted(counts))
    result = empty_tally(edition, agencies)
    for place, code in enumerate(agencies):
        result.counts[place] = np.reshape(counts[code], result.counts.shape[1:])
    return result


Fault = tuple[str, str, Text]


class RowReader:
    """Reads one row at a time; what it read stays until the next."""

    def __init__(
        self,
        columns: list[str],
        mapping: Mapping,
        edition: Edition,
        agency: str,
        only_year: str | None,
    ) -> None:
        self.columns = columns
        self.mapping = mapping
        self.place = {role: columns.index(name) for role, name in mapping.roles.items()}
        self.leaves = [(columns.index(name), leaf) for name, leaf in mapping.leaves.items()]
        self.default_agency = agency
        self.only_year = only_year
        self.words = lru_cache(maxsize=None)(lambda leaf: option_words(edition, leaf))
        self.leaf = lru_cache(maxsize=None)(lambda name: leaf_named(name, edition))
        self.position = lru_cache(maxsize=100_000)(self._position)
        #: What the last row said: whose it is, whether its year is the one wanted, and its
        #: answers as leaf, position of the option from 1, how many.
        self.agency, self.wanted = "", True
        self.answers: list[tuple[int, int, int]] = []

    def read(self, cells: list[str]) -> Fault | None:
        """Understand a row; return its fault if it has one. Blank cells too many are none."""
        if len(cells) != len(self.columns) and (
            len(cells) < len(self.columns) or any(map(str.strip, cells[len(self.columns) :]))
        ):
            return "", str(len(cells)), WRONG_LENGTH
        self.wanted = True
        if self.is_dated:
            year = self._cell(cells, "year_be")
            wanted = self.wants(year)
            if wanted is None:
                return self.mapping.roles["year_be"], year, NO_YEAR
            self.wanted = wanted
            if not wanted:
                return None
        self.agency = self._cell(cells, "agency") if "agency" in self.place else self.default_agency
        if not self.agency:
            return self.mapping.roles["agency"], "", NO_AGENCY
        return self._read_wide(cells) if self.leaves else self._read_long(cells)

    @property
    def is_dated(self) -> bool:
        """Whether a row's year decides if it is counted."""
        return "year_be" in self.place and self.only_year is not None

    def wants(self, year: str) -> bool | None:
        """Say whether rows of this year are to be counted; None when it is no year."""
        if not self.is_dated:
            return True
        year = plain_digits(year).strip()
        return year == self.only_year if year.isdecimal() else None

    def place_of(self, part: str, words: str) -> tuple[int, int]:
        """Return the leaf (-1: none) and the position of the option that words mean."""
        leaf = self.leaf(part.strip())
        return (-1, BAD) if leaf is None else (leaf, self.position(leaf, words.strip()))

    def _cell(self, cells: list[str], role: str) -> str:
        return cells[self.place[role]].strip()

    def _read_wide(self, cells: list[str]) -> Fault | None:
        self.answers = []
        for column, leaf in self.leaves:
            position = self.position(leaf, cells[column])
            if position == BAD:
                return self.columns[column], cells[column], NO_SUCH_OPTION
            if position != NO_ANSWER:
                self.answers.append((leaf, position, 1))
        return None

    def _read_long(self, cells: list[str]) -> Fault | None:
        name, words = self._cell(cells, "part"), self._cell(cells, "option")
        leaf, position = self.place_of(name, words)
        if leaf < 0:
            return self.mapping.roles["part"], name, NO_SUCH_PART
        if position == BAD:
            return self.mapping.roles["option"], words, NO_SUCH_OPTION
        count = plain_digits(self._cell(cells, "count")) if "count" in self.place else "1"
        if not count.isdecimal() or len(count) > MOST_DIGITS:
            return self.mapping.roles["count"], count, NOT_A_COUNT
        self.answers = [] if position == NO_ANSWER else [(leaf, position, int(count))]
        return None

    def _position(self, leaf: int, cell: str) -> int:
        words = squeezed(cell)
        if words.endswith(".0") and words[:-2].isdecimal():
            words = words[:-2]
        return int(self.words(leaf).get(words, BAD))
