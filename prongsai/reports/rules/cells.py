"""Cells of tables: words, codes, scores and differences, and what is said where there is none."""

from prongsai.methodology.exact import HUNDREDTHS, MISSING, points_text, signed_text
from prongsai.methodology.wording import Text, same
from prongsai.reports.rules.blocks import Cell, Tone
from prongsai.reports.rules.sources import Source

#: Stands wherever a number would; never 0 and never nothing.
NO_DATA = Text("ไม่มีข้อมูล", "no data")


def words(text: Text, *, tone: Tone = Tone.PLAIN, rows: int = 1, columns: int = 1) -> Cell:
    """Return a cell of words."""
    return Cell(text, tone=tone, rows=rows, columns=columns)


def code(text: str, *, rows: int = 1) -> Cell:
    """Return a cell with a code, a hash or a file name."""
    return Cell(same(text), literal=True, rows=rows)


def count(number: int | None, source: Source | None = None) -> Cell:
    """Return a cell with a whole number; words where there is none."""
    return unknown() if number is None else Cell(same(f"{number:,}"), number, source=source)


def score(hundredths: int, tone: Tone = Tone.PLAIN, *, source: Source | None = None) -> Cell:
    """Return a cell with a score; words where there is none."""
    if hundredths == MISSING:
        return unknown()
    shown = same(points_text(hundredths))
    return Cell(shown, hundredths / HUNDREDTHS, tone, source=source)


def unknown() -> Cell:
    """Return a cell that says that nothing is known."""
    return Cell(NO_DATA, tone=Tone.QUIET)


def plus_text(hundredths: int) -> str:
    """Write a difference with its sign.

    >>> plus_text(1523), plus_text(-207), plus_text(0)
    ('+15.23', '-2.07', '0.00')
    """
    return ("+" if hundredths > 0 else "") + signed_text(hundredths)


def difference(hundredths: int | None, source: Source | None = None) -> Cell:
    """Return a cell with a difference; words where there is none."""
    if hundredths is None:
        return unknown()
    tone = Tone.BAD if hundredths < 0 else Tone.PLAIN
    return Cell(same(plus_text(hundredths)), hundredths / HUNDREDTHS, tone, source=source)
