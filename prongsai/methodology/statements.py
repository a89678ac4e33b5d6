"""What a source says, one line each, before anybody believes it.

Readers of files make statements; `claims.collect` sorts them by agency, year and subject under the
edition of their year, and says what it could not place.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from prongsai.methodology.thai import plain_digits

#: As people and spreadsheets write a year.
_YEAR = re.compile(r"([0-9]{4})(\.0+)?")
#: The year of a statement that names none.
NO_YEAR = 0


def year_in(text: str) -> int:
    """Return the year that a text names, or NO_YEAR.

    >>> year_in("๒๕๖๖"), year_in("2566.0"), year_in("last")
    (2566, 2566, 0)
    """
    match = _YEAR.fullmatch(plain_digits(text).strip())
    return int(match.group(1)) if match else NO_YEAR


class About(StrEnum):
    """What a statement is about; `code` and `part` say of what."""

    #: a score of any node, in points
    SCORE = "score"
    #: the option that an evaluator chose for an item of a checklist
    VERDICT = "verdict"
    #: the verdict of every checklist item that nothing else is said about
    OTHER_VERDICTS = "other_verdicts"
    #: the indicator that a source puts an item under
    PLACE = "place"
    #: an item, or a part of it, is listed as weak
    WEAK = "weak"
    #: how many weak items an instrument has; which ones, separated by spaces
    WEAK_COUNT = "weak_count"
    WEAK_LIST = "weak_list"
    #: rank of an indicator among those of the agency
    RANK = "rank"
    MEASURE = "measure"
    LEVEL = "level"
    DELTA = "delta"
    TREND = "trend"
    TARGET_LEVEL = "target_level"


@dataclass(frozen=True)
class Place:
    """Where a source says it: a file, and a line or row from 1; of a file with pages, the page."""

    file: str
    line: int
    page: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.page}:{self.line}" if self.page else f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Statement:
    """One thing that a source says."""

    agency: str
    year_be: int
    about: About
    code: str
    value: str
    place: Place
    #: A part's number, code or printed words; empty for the item itself.
    part: str = ""
