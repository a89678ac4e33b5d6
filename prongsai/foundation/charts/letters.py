"""How wide words are in Sarabun, and where a line of Thai may end.

A server has no screen to measure on, so the widths of the letters stand here, rounded to a
twentieth of the type size; a test compares them with the font.
"""

import re

#: Width in hundredths of the type size -> the letters that have it.
_LETTERS = {
    0: "\u200bัิีึืฺุู็่้๊๋์ํ๎",
    20: "'",
    25: " !,.:;ij|·\u00a0",
    30: "()I[]_l{}เๅ",
    35: '"-fr',
    40: "/\\`stโใไ",
    45: "*?Jcxyzง",
    50: "aekvรวาำ",
    55: "$0123456789EFLPSTYZbdghnopquจฉฐธยฮฯะ–“”",
    60: "+<=>ABCDKRVX^~กขฃคฅชซฎฏดตถผฝภมฤลฦศสอ฿แๆ๏−×",
    65: "&GOQUwฆทนบปห๐๘",
    70: "#HNฑพฟษฬ๑๒๓๔๕๖๙…",
    80: "@Mฌ๗๚",
    85: "Wmญฒณ",
    90: "%",
}
_WIDTHS = {letter: width for width, letters in _LETTERS.items() for letter in letters}
#: Of a letter that is not listed: wide, so that nothing runs over the edge.
_UNKNOWN = 100
_ELLIPSIS = "…"

#: Words that names in this field are made of.
_WORDS = "กรรม|(?<!บริ)การ|กับ|ของ|ข้อมูล|คณะ|ความ|ด้าน|ที่|บริการ|ประ|ผ่าน|ผู้|ระบบ|ส่วน|สำนัก|หน่วย|หรือ|ให้|และ"
#: Where a word may begin, from sure to bold: after a space or a stroke, at a word that names are
#: made of, before a vowel that leads a syllable, before any consonant that no leading vowel
#: belongs to. A Latin word is never torn while there is another way.
_BREAKS = (
    re.compile("(?<=[ \u200b/])"),
    re.compile(f"(?={_WORDS})"),
    re.compile("(?<=[^เแโใไ(])(?=[เแโใไ])"),
    re.compile("(?<=[ก-ฺะ-ู็-๛])(?=[ก-ฮ])"),
)


def width(text: str, size: float) -> float:
    """Return how wide a text is set in Sarabun of a size, in the unit of the size."""
    return sum(_WIDTHS.get(letter, _UNKNOWN) for letter in text) * size / 100


def elided(text: str, size: float, room: float) -> str:
    """Cut a text to the room there is; three dots say that it goes on."""
    if width(text, size) <= room:
        return text
    count = _fitting(text, size, room - width(_ELLIPSIS, size))
    while count and _WIDTHS.get(text[count]) == 0:  # a mark does not lose its letter
        count -= 1
    return text[:count].rstrip() + _ELLIPSIS


def in_lines(text: str, size: float, room: float, most: int = 2) -> list[str]:
    """Break a text into lines of at most `room`; what the last cannot hold is elided.

    >>> in_lines("การป้องกันการทุจริต", 10, 60)
    ['การป้องกันการ', 'ทุจริต']
    """
    if most == 1 or width(text, size) <= room:
        return [elided(text, size, room)]
    count = _fitting(text, size, room)
    cut = _last_break(text, count)
    return [text[:cut].rstrip(), *in_lines(text[cut:].lstrip(), size, room, most - 1)]


def _fitting(text: str, size: float, room: float) -> int:
    """Return how many letters of a text fit; at least one, so that lines get on."""
    used = 0.0
    for number, letter in enumerate(text):
        used += width(letter, size)
        if used > room:
            return max(number, 1)
    return len(text)


def _last_break(text: str, count: int) -> int:
    """Return where to end a line of at most `count` letters, not before a third of it."""
    for breaks in _BREAKS:
        found = [match.start() for match in breaks.finditer(text, 0, count + 1)]
        if found := [place for place in found if count / 3 < place <= count]:
            return found[-1]
    while count > 1 and _WIDTHS.get(text[count]) == 0:  # a mark stays with its letter
        count -= 1
    return count
