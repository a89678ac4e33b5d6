"""What a heading says: the code of a part, the wording of a question, a number, or no answer."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.thai import plain_digits, squeezed
from prongsai.surveys.rules import role_of
from prongsai.surveys.rules.mapping import SURE, Asked, Use, asked_by, stem_and_part
from prongsai.surveys.rules.words import pairs_likeness, pairs_of

#: Less alike than this, a wording is another question.
ALIKE = 0.6
BY_WORDS, BY_PART_WORDS = 1.0, 0.9
_SHORTEST_PART = 8
#: Whatever is not the same is less than sure.
_LIKE_AT_MOST = SURE - 0.01
_CODE = re.compile(r"\s*([A-Za-z]+)\s*(\d+)(?:\s*[._\-(/]\s*(\d+)\)?)?(?=$|[\s.:)_\-\[])")
_LIME = re.compile(r"\s*([A-Za-z]+)(\d+)(?:[A-Za-z](\d+))?\s*[_\[.]?\s*(?:SQ0*(\d+))?\]?\s*")
_LIME_QUESTION = re.compile(
    r"\s*(?:G\d+)?Q\d+\s*(?:[_\[.]?SQ\d+\]?)?\s*|\s*[A-Za-z]+\d+\[SQ\d+\]\s*"
)
_QUALTRICS = "{'importid'"
_NUMBERING = re.compile(r"\s*(?:ข้อ(?:ที่)?\s*)?[A-Za-z]?\d+(?:\.\d+)*\s*[.):\-–]?\s+")
#: What other tools put beside the answers; what people are asked about themselves.
_TIMES = frozenset(
    {"timestamp", "ประทับเวลา", "submitdate", "startdate", "datestamp", "enddate", "recordeddate"}
)
_PEOPLE = frozenset(
    {
        *("email", "emailaddress", "ที่อยู่อีเมล", "อีเมล", "username", "ชื่อผู้ใช้", "name", "ชื่อ"),
        *("id", "responseid", "seed", "lastpage", "startlanguage", "progress", "finished"),
        *("ชื่อนามสกุล", "ชื่อสกุล", "ipaddress", "ipaddr", "refurl", "token", "เบอร์โทรศัพท์", "phone"),
    }
)
_RESPONDENTS = frozenset(
    {"respondent", "respondentid", "responseid", "id", "ผู้ตอบ", "รหัสผู้ตอบ", "เลขที่ผู้ตอบ", "คนที่"}
)


def is_time(heading: str) -> bool:
    """Whether a column tells when somebody answered."""
    return _plain(heading) in _TIMES


def is_person(heading: str) -> bool:
    """Whether a column tells who answered."""
    return _plain(heading) in _PEOPLE


def _plain(heading: str) -> str:
    return re.sub(r"[\s_()\-]", "", squeezed(heading))


def question_in(heading: str) -> tuple[int, int, int] | None:
    """Return group, question and subquestion of "G1Q1[SQ001]" or "Q1"; 0 where there is none."""
    match = _LIME.fullmatch(plain_digits(heading))
    if match is None or not (match[3] or match[1].casefold() == "q"):
        return None
    _, first, second, part = match.groups()
    question = (int(first), int(second)) if second else (0, int(first))
    return *question, int(part or 0)


def coded(heading: str, asked: tuple[Asked, ...]) -> Asked | None:
    """Find the part whose code a heading begins with: "I1.2 ...", "I1_2", "I1[SQ002]"."""
    plain = plain_digits(heading)
    codes = {part.code.casefold(): part for part in asked}
    if match := _LIME.fullmatch(plain):
        letters, item, second, part = match.groups()
        code = f"{letters}{int(item)}" + (f".{int(part)}" if part else "")
        if not second and code.casefold() in codes:
            return codes[code.casefold()]
    if match := _CODE.match(plain):
        letters, item, part = match.groups()
        code = f"{letters}{int(item)}" + (f".{int(part)}" if part else "")
        return codes.get(code.casefold())
    return codes.get(plain.strip().casefold())


@dataclass(frozen=True)
class Spelt:
    """A text in plain spelling, without the number of a question, and its pairs of letters."""

    plain: str
    pairs: frozenset[str]


@dataclass(frozen=True)
class Heading:
    """A heading: whole, and divided where it says "Question [part]"."""

    whole: Spelt
    stem: Spelt
    bracket: Spelt


@dataclass(frozen=True)
class Wording:
    """What a part asks, in one language; `stands_alone` where no other part has the same words."""

    whole: Spelt
    item: Spelt
    part: Spelt
    stands_alone: bool


Wordings = tuple[tuple[Asked, tuple[Wording, Wording]], ...]


def spelt(text: str) -> Spelt:
    """Return a text as it is compared."""
    plain = squeezed(_NUMBERING.sub("", text, 1))
    return Spelt(plain, pairs_of(plain))


def heading_of(text: str) -> Heading:
    """Return a heading as it is compared."""
    stem, bracket = stem_and_part(text)
    return Heading(spelt(text), spelt(stem), spelt(bracket))


@lru_cache
def wordings_of(edition: Edition, instrument: str) -> Wordings:
    """Return how the parts of a survey are worded, in Thai and in English."""
    asked = asked_by(edition, instrument)
    thai = Counter(part.part.th for part in asked)
    english = Counter(part.part.en for part in asked)
    return tuple(
        (
            part,
            (
                _wording(part.item.th, part.part.th, thai[part.part.th] == 1),
                _wording(part.item.en, part.part.en, english[part.part.en] == 1),
            ),
        )
        for part in asked
    )


def _wording(item: str, part: str, is_only: bool) -> Wording:  # noqa: FBT001
    alone = is_only and len(part) >= _SHORTEST_PART
    return Wording(spelt(f"{item} {part}"), spelt(item), spelt(part), alone)


def likeness_of(heading: Heading, wordings: tuple[Wording, Wording]) -> float:
    """Return how alike a heading and a part's wording are, in the language that is nearer."""
    return max(_likeness(heading, wording) for wording in wordings)


def _likeness(heading: Heading, wording: Wording) -> float:
    whole = _alike(heading.whole, wording.whole)
    if not wording.part.plain:
        return whole
    if heading.bracket.plain:
        item = _alike(heading.stem, wording.item)
        part = _alike(heading.bracket, wording.part)
        both = (item + part) / 2 if min(item, part) >= ALIKE else 0.0
        return max(whole, both if both == BY_WORDS else min(both, _LIKE_AT_MOST))
    alone = _alike(heading.whole, wording.part) if wording.stands_alone else 0.0
    return max(whole, alone * BY_PART_WORDS)


def _alike(one: Spelt, other: Spelt) -> float:
    if one.plain == other.plain:
        return BY_WORDS
    return min(pairs_likeness(one.pairs, other.pairs), _LIKE_AT_MOST)


def names_something(cell: str, wordings: Wordings) -> bool:
    """Whether a cell is the heading of an answer: a code, a question, what Qualtrics puts there."""
    if squeezed(cell).replace('"', "'").startswith(_QUALTRICS):
        return True
    if coded(cell, tuple(part for part, _ in wordings)) is not None:
        return True
    if _LIME_QUESTION.fullmatch(cell):
        return True
    heading = heading_of(cell)
    return any(likeness_of(heading, told) >= SURE for _, told in wordings)


def long_columns(columns: Iterable[str]) -> dict[str, str]:
    """Recognise a file with one answer a row: its columns for respondent, part and answer."""
    uses = {"part": Use.PART, "option": Use.ANSWER}
    found: dict[str, str] = {}
    for column in columns:
        use = uses.get(role_of(column) or "")
        if re.sub(r"[\s_\-]", "", squeezed(column)) in _RESPONDENTS:
            use = Use.RESPONDENT
        if use and use not in found.values():
            found[column] = use
    return found if len(found) == len(uses) + 1 else {}
