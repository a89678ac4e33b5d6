"""Thai words put right that a PDF tore apart: sara am, order of marks, spaces inside a word.

A change is made only where the dictionary knows more afterwards than before; what it does not know
stays as it was.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import remove_repeat_vowels, reorder_vowels

from prongsai.methodology.thai import repaired

_THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")
_SARA_AM, _SARA_AA = "\u0e33", "\u0e32"
#: A tone mark that went behind the next consonant.
_LATE = re.compile("([\u0e01-\u0e2e])([\u0e01-\u0e2e])([\u0e48-\u0e4b])")
#: Not before a repeat mark, which stands apart, nor before an abbreviation.
_GAP = re.compile(
    "(?<=[\u0e01-\u0e45\u0e47-\u0e4e]) (?=[\u0e01-\u0e45\u0e47-\u0e4e]+(?![.\u0e01-\u0e4e]))"
)
#: So many letters on either side of a gap are looked at, and no longer runs are mended.
_AROUND, _LONGEST = 24, 400


def mended(text: str) -> str:
    """Return a line as it was typed, as far as the dictionary can tell.

    >>> mended("หน่วยงานภำครัฐ รอ้งเรียน หน่ วยงาน")
    'หน่วยงานภาครัฐ ร้องเรียน หน่วยงาน'
    """
    text = repaired(remove_repeat_vowels(reorder_vowels(repaired(text))))
    if len(text) > _LONGEST or not _strange(text):
        return text
    return _THAI.sub(lambda run: _mended_run(run[0]), _closed(text))


def _closed(text: str) -> str:
    """Take out the spaces that stand inside a word."""
    at = 0
    while gap := _GAP.search(text, at):
        left, right = text[: gap.start()], text[gap.end() :]
        before, after = _THAI.findall(left)[-1][-_AROUND:], _THAI.match(right)
        beside = after[0][:_AROUND] if after else ""
        if _strange(before + beside) < _strange(before) + _strange(beside):
            text, at = left + right, gap.start()
        else:
            at = gap.end()
    return text


def _mended_run(run: str) -> str:
    """Mend letters one by one while that makes fewer of them strange."""
    best, strange = run, _strange(run)
    while strange:
        tried = min(_variants(best), key=_strange, default=best)
        if _strange(tried) >= strange:
            return best
        best, strange = tried, _strange(tried)
    return best


def _variants(run: str) -> Iterator[str]:
    for at, letter in enumerate(run):
        if letter == _SARA_AM:
            yield run[:at] + _SARA_AA + run[at + 1 :]
    for late in _LATE.finditer(run):
        yield run[: late.start()] + late[1] + late[3] + late[2] + run[late.end() :]


@lru_cache(maxsize=20_000)
def _strange(text: str) -> int:
    """Return how many Thai letters belong to no word of the dictionary."""
    words = thai_words()
    return sum(
        len(word)
        for run in _THAI.findall(text)
        for word in word_tokenize(run, engine="newmm")
        if word not in words
    )
