"""Where a Thai line may end: between words, which only a dictionary knows.

Words are joined with a separator that the Typst source takes out again: it sets every word in a
box of its own. So nothing is added to the text that a reader copies or searches.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie

SEPARATOR = "\x1f"
_THAI = re.compile("[\u0e01-\u0e2e]")
#: กสอ., ป.ป.ช., พ.ศ.: never parted, not even from one another.
_ABBREVIATION = re.compile(r"(?:[\u0e01-\u0e2e]{1,5}\.)+(?: ?(?:[\u0e01-\u0e2e]{1,5}\.)+)*")
#: What stays with the word before it, and with the word after it.
_CLOSES = re.compile(r"[\u0e2f\u0e46)\]”’\",.:;!?%/]")
_OPENS = re.compile(r"[(\[“‘/]$")
_REPEAT = "\u0e46"
_SIGNS = {"+", "-", "\u2212"}
_NO_BREAK = "\u00a0"
#: A run without any place to end a line is given one after so many letters.
_LONGEST_RUN = re.compile(r"[^\s\u0e00-\u0e7f]{25,}")
_PIECE = 8
#: Words of the field that the dictionary of the library parts.
_TERMS = (
    "คู่มือ",
    "งบประมาณ",
    "เจ้าหน้าที่",
    "ตัวชี้วัด",
    "แบบวัด",
    "ข้อคำถาม",
    "ประเด็นย่อย",
    "ภาครัฐ",
    "ประพฤติมิชอบ",
    "ป้องกัน",
    "ปราบปราม",
    "อุทธรณ์",
    "ผลตรวจ",
    "จุดอ่อน",
    "คลาดเคลื่อน",
    "ปีงบประมาณ",
)


@lru_cache(maxsize=1)
def _dictionary() -> Trie:
    return Trie([*thai_words(), *_TERMS])


@contextmanager
def knowing(terms: tuple[str, ...]) -> Iterator[None]:
    """Know names of one document for its time; a later document does not know them."""
    dictionary = _dictionary()
    new = [term for term in terms if term not in dictionary]
    for term in new:
        dictionary.add(term)
    try:
        yield
    finally:
        for term in new:
            dictionary.remove(term)
        if new:
            _of_names.cache_clear()


def broken(text: str, terms: tuple[str, ...] = ()) -> str:
    """Return a text with a separator wherever a line may end without a space."""
    text = _LONGEST_RUN.sub(_in_pieces, text)
    if not _THAI.search(text):
        return text
    names = any(term in text for term in terms)
    return _of_names(text) if names else _of_words(text)


def _in_pieces(run: re.Match[str]) -> str:
    long = run[0]
    return SEPARATOR.join(long[at : at + _PIECE] for at in range(0, len(long), _PIECE))


@lru_cache(maxsize=20_000)
def _of_words(text: str) -> str:
    return _joined(text)


@lru_cache(maxsize=1_000)
def _of_names(text: str) -> str:
    return _joined(text)


def _joined(text: str) -> str:
    pieces: list[str] = []
    for token in _tokens(text):
        last = pieces[-1] if pieces else ""
        if token[0] == _REPEAT and last.isspace() and len(pieces) > 1:
            pieces.pop()
            pieces[-1] += _NO_BREAK + token
        elif last and (_stays(last, token) or _is_sign(pieces, token)):
            pieces[-1] += token
        else:
            pieces.append(token)
    return SEPARATOR.join(pieces)


def _stays(last: str, token: str) -> bool:
    """Whether no line may end between two tokens."""
    if last.isspace() or token.isspace():
        return False
    return bool(_CLOSES.match(token) or _OPENS.search(last))


def _is_sign(pieces: list[str], token: str) -> bool:
    """Whether the last piece is the sign of the number that follows, not a dash between two."""
    *before, last = pieces
    return last in _SIGNS and token[0].isdigit() and (not before or before[-1].isspace())


def _tokens(text: str) -> Iterator[str]:
    done = 0
    for match in _ABBREVIATION.finditer(text):
        yield from _words(text[done : match.start()])
        yield match[0]
        done = match.end()
    yield from _words(text[done:])


def _words(text: str) -> Iterator[str]:
    for piece in text.split(SEPARATOR):
        yield from filter(
            None,
            word_tokenize(piece, custom_dict=_dictionary(), engine="newmm", keep_whitespace=True),
        )
