"""Replacement text of a PDF said once, where a syllable is drawn in pieces that each say it all.

Sarabun lifts a tone mark over a vowel by moving it, and Typst draws what is moved apart, each piece
with the whole syllable as its replacement text: readers then find ชั้ชั้น for ชั้น. The first piece
keeps the text; the pieces that complete it are told to say nothing.
"""

import re
from collections import Counter

_SPAN = re.compile(rb"/Span<</ActualText<FEFF([0-9A-F]*)>>>BDC(.*?)EMC", re.DOTALL)
_FONT = re.compile(rb"/(f[0-9]+) [0-9.]+ Tf")
_STRING = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NOTHING = b"/Span<</ActualText<FEFF>>>BDC"

#: Font -> glyph number -> text.
Letters = dict[bytes, dict[int, str]]


def said_once(content: bytes, fonts: Letters) -> bytes:
    """Return the content of a page in which no piece repeats the text of the piece before it."""
    owed: Counter[str] = Counter()
    saying = b""

    def told(span: re.Match[bytes]) -> bytes:
        nonlocal owed, saying
        drawn = Counter(_drawn(span[2], fonts))
        if span[1] == saying and drawn and drawn <= owed:
            owed -= drawn
            return _NOTHING + span[2] + b"EMC"
        whole = bytes.fromhex(span[1].decode()).decode("utf-16-be")
        saying, owed = span[1], Counter(_apart(whole)) - drawn
        return span[0]

    return _SPAN.sub(told, content)


def _apart(text: str) -> str:
    """Return the letters that a text is drawn with: sara am is drawn as two."""
    return text.replace("\u0e33", "\u0e4d\u0e32")


def _drawn(shown: bytes, fonts: Letters) -> str:
    """Return the letters that operators draw."""
    font = _FONT.search(shown)
    letters = fonts.get(font[1], {}) if font else {}
    glyphs = b"".join(_ESCAPE.sub(_unescaped, string) for string in _STRING.findall(shown))
    numbers = [int.from_bytes(glyphs[at : at + 2], "big") for at in range(0, len(glyphs), 2)]
    return "".join(letters.get(number, "") for number in numbers)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    if sign[:1].isdigit():
        return bytes([int(sign, 8) & 0xFF])
    if sign in {b"\n", b"\r", b"\r\n"}:
        return b""
    return _NAMED.get(sign, sign)
