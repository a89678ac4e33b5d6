"""Thai text as files bring it: sara am torn apart by PDF, Thai digits, stray spaces."""

import re
import unicodedata

_TONE = "[\u0e48-\u0e4b]"
_CONSONANT = "[\u0e01-\u0e2e]"
#: nikhahit + sara aa, with a tone mark before, between or not at all
_SPLIT = re.compile(f"({_TONE}?)\u0e4d({_TONE}?)\u0e32")
#: "จ านวน", "น ้า": no Thai word begins with sara aa or a tone mark, so a sara am was lost there
_LOST = re.compile(f"({_CONSONANT}{_TONE}?) +({_TONE}?)\u0e32")
_NIKHAHIT = "\u0e4d"
_APART = re.compile(f"({_CONSONANT}) +({_TONE}?{_NIKHAHIT})")
_SEPARATORS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"
#: What nobody sees, what turns the order of letters round, and what a terminal takes for commands.
_INVISIBLE = dict.fromkeys(
    [
        *map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *(code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in _SEPARATORS),
    ]
)
#: Words with nothing to repair, one space between them: what nearly every text is.
_BEGINS = "[!-~\u0e01-\u0e31\u0e33-\u0e47\u0e4c\u0e4f-\u0e5b]"
_GOES_ON = "[!-~\u0e01-\u0e4c\u0e4e-\u0e5b]*"
_SOUND = re.compile(f"{_BEGINS}{_GOES_ON}(?: {_BEGINS}{_GOES_ON})*")
_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)}


def repaired(text: str) -> str:
    """Put sara am together again, drop invisible characters, fold runs of spaces.

    >>> repaired("จ านวน ค ําน ํา")
    'จำนวน คำนำ'
    """
    if _SOUND.fullmatch(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    if _NIKHAHIT in text:
        text = _SPLIT.sub("\\1\\2\u0e33", _APART.sub(r"\1\2", text))
    if " " in text:
        text = _LOST.sub("\\1\\2\u0e33", text)
    return " ".join(text.split())


def plain_digits(text: str) -> str:
    """Write Thai digits as Arabic ones."""
    return text.translate(_DIGITS)


def squeezed(text: str) -> str:
    """Return what two spellings of the same words share: repaired, no spaces, small letters."""
    return plain_digits(repaired(text)).replace(" ", "").casefold()
