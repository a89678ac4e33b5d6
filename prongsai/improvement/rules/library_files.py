"""The shape of a framework's library of measures.

Its file, measures.yaml, stands beside the editions. Codes of items change from year to year, so
each measure says from which year until which it answers what.
"""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from prongsai.improvement.rules.states import Recurrence
from prongsai.methodology.edition.files import Code, Record
from prongsai.methodology.wording import Text

MEASURES = "measures.yaml"
_SPAN = re.compile(r"([A-Z]+)(\d+)-\1(\d+)")
Month = Annotated[int, Field(ge=1, le=12)]
Year = Annotated[int, Field(gt=0)]


class Answers(Record):
    """Which items a measure answers in some years."""

    since: Year
    until: Year | None = Field(None, description="the last year; none: until codes change again")
    items: Annotated[list[Code], Field(min_length=1, description="codes, or a span: O4-O35")]

    @property
    def codes(self) -> Iterator[str]:
        """The codes, spans written out."""
        for item in self.items:
            if span := _SPAN.fullmatch(item):
                letters, first, last = span.groups()
                yield from (f"{letters}{number}" for number in range(int(first), int(last) + 1))
            else:
                yield item

    def holds_in(self, year_be: int) -> bool:
        """Whether it is about a year."""
        return self.since <= year_be and (self.until is None or year_be <= self.until)


class LibraryStep(Record):
    """A part of a measure; due at the end of a month of the fiscal year."""

    title: Text
    month: Month
    recurrence: Recurrence = Recurrence.ONCE


class LibraryMeasure(Record):
    """A measure that can be proposed."""

    id: Code
    title: Text
    criterion: Text
    answers: Annotated[list[Answers], Field(min_length=1)]
    starts: Month = Field(10, description="the month in which it begins")
    ends: Month = Field(9, description="the month in which it ends")
    steps: list[LibraryStep] = []
    all_units: bool = Field(default=False, description="every unit of the agency is responsible")
    general: bool = Field(
        default=False, description="proposed only where nothing more particular answers"
    )
    words: list[str] = Field([], description="words by which a measure typed by hand is known")

    def items_in(self, year_be: int) -> frozenset[str]:
        """Return the codes that it answers in a year."""
        held = [answers for answers in self.answers if answers.holds_in(year_be)]
        return frozenset(code for answers in held for code in answers.codes)


class LibraryTheme(Record):
    """Measures that belong together."""

    id: Code
    title: Text
    measures: Annotated[list[LibraryMeasure], Field(min_length=1)]


class LibraryFile(Record):
    """measures.yaml: themes with measures."""

    answers_all_since: Year = Field(
        description="from the edition of this year on every item must be answered"
    )
    themes: Annotated[list[LibraryTheme], Field(min_length=1)]
