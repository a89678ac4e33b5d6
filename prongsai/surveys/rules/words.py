"""Which words of a file are which options: labels are known, numbers are never guessed silently."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.methodology.edition.files import Option
from prongsai.methodology.thai import squeezed
from prongsai.methodology.wording import Text
from prongsai.surveys.rules import BLANKS, NO_ANSWER

#: "1", "A1", "AO01": a number, or the code that LimeSurvey gives an option by its place.
_NUMBER = re.compile(r"(?:a|ao|o)?0*(\d{1,3})(?:\.0)?")
#: "4 = มากที่สุด", "4) ...", and "... (4)"
_NUMBERED = re.compile(r"\(?\d{1,2}\)?[.=:)\-–]*(\D+)|(\D+?)[=:(\-–]*\d{1,2}\)?")
#: How other tools say yes and no, where an edition's options are called so.
_YES_NO = {"y": "yes", "yes": "yes", "true": "yes", "n": "no", "no": "no", "false": "no"}
_NEGATIONS = ("ไม่", "not", "no", "never", "un", "dis")
_ALIKE = 0.8

BY_LABEL = Text("ตรงกับชื่อตัวเลือก", "the option's own words")
BY_NUMBER = Text(
    "เป็นตัวเลข ต้องตรวจว่าตัวเลขใดคือด้านใดของมาตร", "a number: check which end of the scale it is"
)
BY_LIKENESS = Text("คล้ายชื่อตัวเลือก", "like the option's words")
LEFT_BLANK = Text("หมายถึงไม่ตอบ", "stands for no answer")
UNKNOWN = Text("ไม่รู้ว่าหมายถึงตัวเลือกใด", "no option is known by it")


@dataclass(frozen=True)
class WordGuess:
    """A word of a file: its option's code (`LEFT_OUT` for none), None when nobody knows."""

    word: str
    option: str | None
    is_sure: bool
    reason: Text


def plain_word(word: str) -> str:
    """Return what two spellings of a word share; "4.0", as sheets write numbers, is "4"."""
    plain = squeezed(word)
    return plain[:-2] if plain.endswith(".0") and plain[:-2].isdecimal() else plain


def number_in(word: str) -> int | None:
    """Return the number that a word is, or by which it calls an option."""
    match = _NUMBER.fullmatch(plain_word(word))
    return int(match[1]) if match else None


def sure_words(options: tuple[Option, ...]) -> dict[str, int]:
    """Return what needs no telling: word (plain) -> place of the option from 1, or `NO_ANSWER`."""
    found = {blank: NO_ANSWER for blank in BLANKS if number_in(blank) is None}
    codes = {option.code.casefold(): place for place, option in enumerate(options, start=1)}
    found |= {word: codes[code] for word, code in _YES_NO.items() if code in codes}
    for place, option in enumerate(options, start=1):
        for name in (option.code, *option.aliases, option.text.th, option.text.en):
            if number_in(name) is None:
                found[plain_word(name)] = place
    return found


def place_of(word: str, known: dict[str, int]) -> int | None:
    """Return the place of a word among known ones, with or without a number beside it."""
    plain = plain_word(word)
    if plain in known:
        return known[plain]
    match = _NUMBERED.fullmatch(plain)
    return known.get(match[1] or match[2]) if match else None


def guess_words(words: Iterable[str], options: tuple[Option, ...]) -> list[WordGuess]:
    """Tell what the words of columns with one scale mean, together: a number alone says little."""
    words = list(words)
    numbers = {number for word in words if (number := number_in(word)) is not None}
    known = sure_words(options)
    return [_guess(word, options, known, numbers) for word in words]


def _guess(
    word: str, options: tuple[Option, ...], known: dict[str, int], numbers: set[int]
) -> WordGuess:
    place = place_of(word, known)
    if place is not None:
        if place == NO_ANSWER:
            return WordGuess(word, "", True, LEFT_BLANK)  # noqa: FBT003
        return WordGuess(word, options[place - 1].code, True, BY_LABEL)  # noqa: FBT003
    number = number_in(word)
    if number is not None:
        return WordGuess(word, _by_number(number, options, numbers), False, BY_NUMBER)  # noqa: FBT003
    likely = max(options, key=lambda option: _likeness(word, option))
    if _likeness(word, likely) >= _ALIKE:
        return WordGuess(word, likely.code, False, BY_LIKENESS)  # noqa: FBT003
    return WordGuess(word, None, False, UNKNOWN)  # noqa: FBT003


def _by_number(number: int, options: tuple[Option, ...], numbers: set[int]) -> str | None:
    """Propose what a number may mean, for somebody to confirm; None where a coin might decide."""
    codes = [option.code for option in options]
    has_numbers = str(len(options)) in codes
    if has_numbers and 0 in numbers and len(options) not in numbers:
        return None  # 0 to 3, or 1 to 4 with 0 for no answer?
    if str(number) in codes:
        return str(number)
    if has_numbers and number == 0:
        return ""
    if {"yes", "no"} == set(codes) and numbers <= {0, 1}:
        return "yes" if number else "no"
    return None


def _likeness(word: str, option: Option) -> float:
    return max(
        likeness(word, text) if _is_negated(word) == _is_negated(text) else 0.0
        for text in (option.text.th, option.text.en, *option.aliases)
    )


def _is_negated(text: str) -> bool:
    return plain_word(text).startswith(_NEGATIONS)


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters of a text, spelt plainly."""
    plain = plain_word(text)
    return (
        frozenset(plain[at : at + 2] for at in range(max(len(plain) - 1, 1)))
        if plain
        else frozenset()
    )


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are: 0 nothing, 1 all pairs of letters in common."""
    return pairs_likeness(pairs_of(one), pairs_of(other))


def pairs_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return Dice's coefficient of two sets of pairs."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0
