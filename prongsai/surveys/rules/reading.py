"""Reading rows by a mapping: a row becomes the bytes of a response, or is refused whole."""

import re
from dataclasses import dataclass
from datetime import date

from prongsai.methodology.dates import BUDDHIST_ERA
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.thai import plain_digits
from prongsai.methodology.wording import Text
from prongsai.surveys.rules import NO_ANSWER
from prongsai.surveys.rules.mapping import (
    EVERY_PART,
    LEFT_OUT,
    NO_SUCH_COLUMN,
    REFUSED,
    AnswerMapping,
    Asked,
    MappingUnfit,
    Use,
    asked_by,
)
from prongsai.surveys.rules.words import place_of, plain_word, sure_words

#: Years above this are of the Buddhist Era.
_FAR = 2400
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})(?!\d)")

WRONG_LENGTH = Text("จำนวนช่องไม่เท่ากับหัวตาราง", "not as many cells as the header has")
NO_OPTION = Text("ไม่ใช่คำตอบของข้อนี้", "not an option of this part")
NO_ANSWERS = Text("ไม่มีคำตอบเลย", "there is no answer at all")
NOT_LEFT_OUT = Text("ข้อนี้ต้องมีคำตอบ", "this part may not be left out")
NO_DAY = Text(
    "อ่านวันที่ไม่ได้ (ใช้ ปี-เดือน-วัน หรือ วัน/เดือน/ปี)", "no date (year-month-day, or day/month/year)"
)
DAY_AHEAD = Text("วันที่ยังมาไม่ถึง", "the day has not come yet")
OTHER_AGENCY = Text(
    "เป็นของหน่วยงานอื่น หรือไม่มีหน่วยงานนี้ในรอบ", "of another agency, or of none in this round"
)


@dataclass(frozen=True)
class Row:
    """What a row says: the bytes of a response, its day, and whose it is ("" where not told)."""

    answers: bytes
    day: date | None
    agency: str


@dataclass(frozen=True)
class RowRefused:
    """A row that is not used: its number in the file, the column and the word, and why."""

    number: int
    column: str
    word: str
    reason: Text


class RowReader:
    """Reads rows of one file under one mapping.

    Raises:
        MappingUnfit: the mapping names a column that the file does not have.
    """

    def __init__(
        self,
        columns: list[str],
        mapping: AnswerMapping,
        edition: Edition,
        instrument: str,
        *,
        today: date,
    ) -> None:
        asked = asked_by(edition, instrument)
        places = {part.code: place for place, part in enumerate(asked)}
        self.columns = columns
        self.parts = [
            (_place(columns, column), places[code], _known(asked[places[code]], mapping))
            for column, code in mapping.parts.items()
        ]
        self.day_at = _use_at(columns, mapping, Use.DATE)
        self.agency_at = _use_at(columns, mapping, Use.AGENCY)
        self.all_asked = [part.code for part in asked]
        self.may_leave_out = edition.rules.missing.part == "leave_out"
        self.today = today

    def read(self, number: int, cells: list[str]) -> Row | RowRefused:
        """Understand a row, or say what is wrong with it."""
        if not _is_whole(cells, len(self.columns)):
            return RowRefused(number, "", str(len(cells)), WRONG_LENGTH)
        answers = bytearray(len(self.all_asked))
        for column, place, known in self.parts:
            found = _looked_up(cells[column], known)
            if found is None:
                return self._refused(number, cells, column, NO_OPTION)
            if found == NO_ANSWER and not self.may_leave_out:
                return self._refused(number, cells, column, NOT_LEFT_OUT)
            answers[place] = found
        if not any(answers):
            return RowRefused(number, "", "", NO_ANSWERS)
        return self._dated(number, cells, bytes(answers))

    def _dated(self, number: int, cells: list[str], answers: bytes) -> Row | RowRefused:
        day = None
        if self.day_at is not None:
            day = day_in(cells[self.day_at])
            if day is None or day > self.today:
                reason = NO_DAY if day is None else DAY_AHEAD
                return self._refused(number, cells, self.day_at, reason)
        agency = "" if self.agency_at is None else cells[self.agency_at].strip()
        return Row(answers, day, agency)

    def of_no_agency(self, number: int, agency: str) -> RowRefused:
        """Refuse a row of an agency that is not the one meant, or that takes no part."""
        column = "" if self.agency_at is None else self.columns[self.agency_at]
        return RowRefused(number, column, agency, OTHER_AGENCY)

    def _refused(self, number: int, cells: list[str], column: int, reason: Text) -> RowRefused:
        return RowRefused(number, self.columns[column], cells[column], reason)


def _is_whole(cells: list[str], width: int) -> bool:
    """Whether a row has the cells of the heading; blank ones too many are none."""
    return len(cells) >= width and not any(map(str.strip, cells[width:]))


def _looked_up(cell: str, known: dict[str, int]) -> int | None:
    """Return the place of an answer's option; what was found once is remembered as it stands."""
    if cell in known:
        return known[cell]
    found = place_of(cell, known)
    if found is not None:
        known[cell] = found
    return found


def _known(part: Asked, mapping: AnswerMapping) -> dict[str, int]:
    """Return the words of a part: the sure ones, then what the mapping says."""
    codes = {option.code: place for place, option in enumerate(part.options, start=1)}
    codes[LEFT_OUT] = NO_ANSWER
    known = sure_words(part.options)
    for words in (mapping.words.get(EVERY_PART, {}), mapping.words.get(part.code, {})):
        told = {plain_word(word): code for word, code in words.items()}
        known |= {word: codes[code] for word, code in told.items() if code in codes}
        known = {word: place for word, place in known.items() if told.get(word) != REFUSED}
    return known


def _place(columns: list[str], column: str) -> int:
    if column not in columns:
        raise MappingUnfit(why=NO_SUCH_COLUMN.filled(column=column))
    return columns.index(column)


def _use_at(columns: list[str], mapping: AnswerMapping, use: Use) -> int | None:
    column = mapping.column_of(use)
    return None if column is None else _place(columns, column)


def day_in(text: str) -> date | None:
    """Return the day that a text begins with; of the Buddhist Era or not, the day before the month.

    >>> day_in("2023/02/01 10:11:12 AM GMT+7"), day_in("1/2/2566, 10:11:12")
    (datetime.date(2023, 2, 1), datetime.date(2023, 2, 1))
    """
    plain = plain_digits(text).strip()
    if match := _YEAR_FIRST.match(plain):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.match(plain):
        day, month, year = map(int, match.groups())
    else:
        return None
    try:
        return date(year - BUDDHIST_ERA if year > _FAR else year, month, day)
    except ValueError:
        return None
