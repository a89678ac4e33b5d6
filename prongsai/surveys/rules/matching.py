"""Which column of a file is which part: a proposal, with how sure it is and why.

Codes come first, then the wording, then the numbers that LimeSurvey gives to questions, and the
order of the columns last. What fits nothing stays without a part.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text
from prongsai.surveys.rules import role_of
from prongsai.surveys.rules.headings import (
    ALIKE,
    Wordings,
    coded,
    heading_of,
    is_person,
    is_time,
    likeness_of,
    question_in,
    wordings_of,
)
from prongsai.surveys.rules.mapping import SURE, Asked, Use, asked_by
from prongsai.surveys.rules.words import number_in, place_of, sure_words

#: A second question that is nearly as alike makes the first doubtful.
_APART = 0.05
_BY_CODE, _BY_NUMBER, _BY_ORDER = 1.0, 0.6, 0.3
_FITS_BADLY = 0.6
#: A column with more different words is no question with options.
_FEW = 12

CODE = Text("รหัสข้อตรงกัน", "the part's code")
WORDING = Text("ข้อความตรงกัน", "the same wording")
LIKE_WORDING = Text("ข้อความคล้ายกัน", "a similar wording")
QUESTION_NUMBER = Text("ตามเลขข้อ", "the number of the question")
ORDER = Text("เดาจากลำดับคอลัมน์", "guessed from the order of the columns")
TIME = Text("เวลา จะไม่ถูกเก็บ", "a time; it is not kept")
PERSON = Text("ข้อมูลของผู้ตอบ จะไม่ถูกเก็บ", "about the respondent; it is not kept")
NOTHING = Text("ไม่ตรงกับข้อใด", "fits no part")
TAKEN = Text("คล้ายข้อ %(part)s ซึ่งมีคอลัมน์อื่นแล้ว", "like %(part)s, which has a column already")
AGENCY = Text("รหัสหน่วยงาน", "the agency's code")


@dataclass(frozen=True)
class ColumnGuess:
    """A column: its part's code or its `Use` ("" for none), how sure that is (0 to 1), and why."""

    column: str
    told: str
    confidence: float
    reason: Text

    @property
    def is_sure(self) -> bool:
        """Whether nobody needs to look twice."""
        return self.confidence >= SURE


@dataclass(frozen=True)
class _Match:
    column: str
    asked: Asked
    confidence: float
    reason: Text


def propose_columns(
    columns: list[str],
    samples: Mapping[str, list[str]],
    edition: Edition,
    instrument: str,
    *,
    hints: Mapping[str, str] | None = None,
    by_agency: bool = False,
) -> list[ColumnGuess]:
    """Propose a part for every column that has one.

    In:  some words of each column; `hints` are what further heading rows say of a column;
         `by_agency` looks for a column that tells whose an answer is
    Out: one guess a column, in their order
    """
    asked = asked_by(edition, instrument)
    aside = {column: told for column in columns if (told := _aside(column, by_agency=by_agency))}
    rest = [column for column in columns if column not in aside]
    names = {column: [column, *filter(None, [(hints or {}).get(column)])] for column in rest}
    wordings = wordings_of(edition, instrument)
    matches = [match for column in rest for match in _matches(column, names[column], wordings)]
    matches += _by_question_number(rest, asked)
    matches = [_weighed(match, samples.get(match.column, [])) for match in matches]
    taken = _assigned(matches)
    taken |= {m.column: m for m in _by_order(rest, samples, asked, taken)}
    best = {m.column: m for m in sorted(matches, key=lambda m: m.confidence)}
    return [aside.get(column) or _guess(column, taken, best) for column in columns]


def _aside(column: str, *, by_agency: bool) -> ColumnGuess | None:
    """Recognise what is no answer, by its heading."""
    if by_agency and role_of(column) == "agency":
        return ColumnGuess(column, Use.AGENCY, _BY_CODE, AGENCY)
    if is_time(column):
        return ColumnGuess(column, "", _BY_CODE, TIME)
    if is_person(column):
        return ColumnGuess(column, "", _BY_CODE, PERSON)
    return None


def _guess(column: str, taken: dict[str, _Match], best: dict[str, _Match]) -> ColumnGuess:
    if column in taken:
        match = taken[column]
        return ColumnGuess(column, match.asked.code, match.confidence, match.reason)
    if column in best:
        return ColumnGuess(column, "", 0.0, TAKEN.filled(part=best[column].asked.code))
    return ColumnGuess(column, "", 0.0, NOTHING)


def _matches(column: str, names: list[str], wordings: Wordings) -> list[_Match]:
    """Match a column by code; failing that, by wording."""
    asked = tuple(part for part, _ in wordings)
    for name in names:
        if (part := coded(name, asked)) is not None:
            return [_Match(column, part, _BY_CODE, CODE)]
    found = [match for name in names for match in _worded(column, name, wordings)]
    return sorted(found, key=lambda match: -match.confidence)[:3]


def _worded(column: str, name: str, wordings: Wordings) -> list[_Match]:
    """Match a heading with the wording of every part; doubtful where two are nearly as alike."""
    heading = heading_of(name)
    scores = [(likeness_of(heading, told), part) for part, told in wordings]
    scored = sorted((one for one in scores if one[0] >= ALIKE), key=lambda one: -one[0])
    if not scored:
        return []
    (best, part), rest = scored[0], scored[1:]
    if best >= SURE:
        return [_Match(column, part, best, WORDING)]
    if rest and best - rest[0][0] < _APART:
        return [_Match(column, part, best * _FITS_BADLY, LIKE_WORDING) for best, part in scored[:3]]
    return [_Match(column, part, best * SURE, LIKE_WORDING)]


def _by_question_number(columns: list[str], asked: tuple[Asked, ...]) -> list[_Match]:
    """Match "Q1", "G1Q1[SQ001]": question and subquestion by number; to be looked at twice."""
    found = {column: told for column in columns if (told := question_in(column))}
    questions = list(dict.fromkeys((group, number) for group, number, _ in found.values()))
    numbers = [number for _, number in questions]
    if len(numbers) != len(set(numbers)):  # numbers begin anew in every group
        place = {question: number for number, question in enumerate(questions, start=1)}
    else:
        place = {question: question[1] for question in questions}
    parts = {(part.item_number, part.part_number): part for part in asked}
    return [
        _Match(column, parts[place[group, number], part], _BY_NUMBER, QUESTION_NUMBER)
        for column, (group, number, part) in found.items()
        if (place[group, number], part) in parts
    ]


def _weighed(match: _Match, words: list[str]) -> _Match:
    """Trust a match less when the words below it are none of its options."""
    if not words or _fits(words, match.asked):
        return match
    return _Match(match.column, match.asked, match.confidence * _FITS_BADLY, match.reason)


def _fits(words: Iterable[str], asked: Asked) -> bool:
    """Whether any word is, or may be, an option of a part."""
    known = sure_words(asked.options)
    return any(number_in(word) is not None or place_of(word, known) for word in words)


def _assigned(matches: list[_Match]) -> dict[str, _Match]:
    """Give every part the column that fits best, and every column one part."""
    taken: dict[str, _Match] = {}
    parts: set[str] = set()
    for match in sorted(matches, key=lambda match: -match.confidence):
        if match.column not in taken and match.asked.code not in parts:
            taken[match.column] = match
            parts.add(match.asked.code)
    return taken


def _by_order(
    columns: list[str],
    samples: Mapping[str, list[str]],
    asked: tuple[Asked, ...],
    taken: dict[str, _Match],
) -> list[_Match]:
    """Between two known neighbours as many columns of answers as parts: take them in order."""
    places = {part.code: place for place, part in enumerate(asked)}
    known = [places[taken[column].asked.code] for column in columns if column in taken]
    if known != sorted(known):
        return []
    found: list[_Match] = []
    after = -1
    for is_known, group in groupby(columns, key=lambda column: column in taken):
        some = list(group)
        if is_known:
            after = places[taken[some[-1]].asked.code]
            continue
        until = next((place for place in known if place > after), len(asked))
        free = asked[after + 1 : until]
        answers = [c for c in some if 0 < len(samples.get(c, [])) <= _FEW]
        answers = [c for c in answers if any(_fits(samples[c], part) for part in free)]
        if len(answers) == len(free) and all(map(_fits, map(samples.__getitem__, answers), free)):
            found += [
                _Match(c, part, _BY_ORDER, ORDER) for c, part in zip(answers, free, strict=True)
            ]
    return found


def looks_like_answers(words: list[str], asked: tuple[Asked, ...]) -> bool:
    """Whether the words of a column may be answers to any part."""
    return 0 < len(words) <= _FEW and any(_fits(words, part) for part in asked)
