"""Exact numbers: integers inside, one rounding at the end, half up.

Scores are points from 0 to 100. Inside they are fractions; given ones come as millionths of a
point, published ones are hundredths. Nothing here is a float that decides.
"""

import re
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from math import floor

#: A score that nobody knows; not zero.
MISSING = -1

HUNDREDTHS = 100
MILLIONTHS = 1_000_000

_STEP = Decimal(1).scaleb(-6)
#: In a number for people; "8,5" may mean 8.5 or 85, and "8_5" is Python's.
_AMBIGUOUS = re.compile("[,_]")


def half_up(value: Fraction) -> int:
    """Round to a whole number; a half goes up: 24.5 -> 25, -24.5 -> -24."""
    return floor(value + Fraction(1, 2))


def millionths(number: object) -> int:
    """Return a number as whole millionths, rounding half up what lies beyond the sixth decimal.

    In: an int, float (as it prints), Decimal or text such as "84.10" or "๘๔.๑๐".

    Raises:
        ValueError: it is not a finite number, or has a comma, which may mean either of two.

    >>> millionths("84.10")
    84100000
    """
    text = str(number).strip()
    try:
        decimal = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {number}") from error
    if not decimal.is_finite() or abs(decimal) > MILLIONTHS or _AMBIGUOUS.search(text):
        raise ValueError(f"not a number: {number}")
    # Not by way of a fraction: that of 1e-999999999 fills the memory.
    half = ROUND_HALF_DOWN if decimal < 0 else ROUND_HALF_UP
    return int(decimal.quantize(_STEP, rounding=half).scaleb(6))


def points_text(hundredths: int) -> str:
    """Write hundredths with two decimals; a missing score is "-".

    >>> points_text(9502)
    '95.02'
    """
    if hundredths == MISSING:
        return "-"
    return signed_text(hundredths)


def signed_text(hundredths: int) -> str:
    """Write hundredths, possibly negative, with two decimals: -207 -> "-2.07"."""
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // HUNDREDTHS}.{abs(hundredths) % HUNDREDTHS:02d}"
