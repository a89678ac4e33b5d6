"""How the words of a document are set: in which language, with which digits, as one can read."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from prongsai.methodology.wording import Text

#: The clocks of Thailand, the same in summer and winter.
_CLOCK = timezone(timedelta(hours=7))
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
#: A run with a Latin letter is a code: I12, O41, th-ita/…, dip.yaml:87, an address, a hash.
_RUN = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.:/#@-]*")
_LATIN = re.compile("[A-Za-z]")
#: Control characters, halves of pairs, unassigned and private letters: no format shows them.
_UNSHOWN = {"Cc", "Cs", "Cn", "Co"}
#: What turns the order of letters round, or is not there to the eye.
_INVISIBLE = dict.fromkeys(
    [
        0x00AD,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
    ]
)


@dataclass(frozen=True)
class Style:
    """What a reader may choose; `fonts` is the operator's folder of fonts."""

    language: str = "th"
    thai_digits: bool = False
    fonts: Path | None = None

    def words(self, text: Text, *, literal: bool = False) -> str:
        """Return a text as it is set.

        >>> Style(thai_digits=True).words(Text("ข้อ I12 ได้ 84.22", ""))
        'ข้อ I12 ได้ ๘๔.๒๒'
        """
        chosen = shown(text.th if self.language == "th" else text.en)
        return thai_digits(chosen) if self.thai_digits and not literal else chosen


def thai_digits(text: str) -> str:
    """Write the digits of a text as Thai ones, save those of codes."""
    return _RUN.sub(_digits_of, text)


def _digits_of(run: re.Match[str]) -> str:
    return run[0] if _LATIN.search(run[0]) else run[0].translate(_THAI_DIGITS)


def shown(text: str) -> str:
    """Return a text without what no format can show, or what would deceive the eye."""
    if text.isprintable() and text.isascii():
        return text
    kept = text.translate(_INVISIBLE)
    letters = [" " if unicodedata.category(one) in _UNSHOWN else one for one in kept]
    return unicodedata.normalize("NFC", "".join(letters))


def day_of(moment: datetime) -> date:
    """Return the day that a moment belongs to in Thailand."""
    return moment.astimezone(_CLOCK).date()
