"""What every drawing uses: the console, words by language, bars, signs that need no colour."""

from rich.console import Console
from rich.table import Table
from rich.text import Text as Drawn

from prongsai.methodology.exact import HUNDREDTHS, MISSING, signed_text
from prongsai.methodology.wording import Text

#: Measure level and severity -> sign and colour; the sign says it all.
SIGNS = {
    "maintain": ("●", "green"),
    "raise": ("▲", "yellow"),
    "urgent": ("■", "red"),
    "error": ("✖", "red"),
    "warning": ("▲", "yellow"),
    "info": ("•", "cyan"),
}
ARROWS = {"up": ("▲", "green"), "down": ("▼", "red"), "same": ("＝", "white")}
_BLOCKS = " ▏▎▍▌▋▊▉█"


class Pen:
    """Draws in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.console = Console(highlight=False)

    def say(self, text: Text, style: str = "") -> None:
        """Print a sentence."""
        self.console.print(self.word(text), style=style or None, markup=False)

    def word(self, text: Text) -> str:
        """Return a text in the language."""
        return text.th if self.language == "th" else text.en

    def heading(self, text: Text) -> None:
        """Print a heading."""
        self.console.print()
        self.console.print(self.word(text), style="bold", markup=False)

    def table(self, *columns: tuple[Text, str], rows: list[list[str | Drawn]]) -> None:
        """Print a table; a column is its name and "left" or "right"."""
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
        for name, side in columns:
            table.add_column(
                self.word(name),
                justify="right" if side == "right" else "left",
                no_wrap=side in {"right", "fixed"},
                overflow="fold",
            )
        for row in rows:
            table.add_row(*[cell if isinstance(cell, Drawn) else Drawn(cell) for cell in row])
        self.console.print(table)


def sign(name: str, words: str) -> Drawn:
    """Return words behind the sign of a measure level or severity."""
    mark, colour = SIGNS[name]
    return Drawn(f"{mark} {words}", style=colour)


def bar(value: float, of: float, *, width: int = 20, colour: str = "cyan") -> Drawn:
    """Return a bar of eighths of a character; `value` out of `of`."""
    eighths = round(8 * width * min(max(value / of, 0.0), 1.0)) if of else 0
    full, rest = divmod(eighths, 8)
    drawn = "█" * full + (_BLOCKS[rest] if rest else "")
    return Drawn(drawn.ljust(width, "·"), style=colour)


def score_bar(hundredths: int, width: int = 20, colour: str = "cyan") -> Drawn:
    """Return the bar of a score; dots only when there is none."""
    value = 0 if hundredths == MISSING else hundredths
    return bar(value, 100 * HUNDREDTHS, width=width, colour=colour)


def change(delta: int | None, trend: str | None) -> Drawn:
    """Return a difference with its arrow."""
    if delta is None or trend is None:
        return Drawn("-", style="dim")
    mark, colour = ARROWS[trend]
    return Drawn(f"{mark} {'+' if delta > 0 else ''}{signed_text(delta)}", style=colour)


