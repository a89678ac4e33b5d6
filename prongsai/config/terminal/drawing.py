"""What every drawing uses: the console, words by language, bars, signs that need no colour."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
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
_WIDE = 100
_GAP = 2
_BLOCKS = " ▏▎▍▌▋▊▉█"


#: Characters that a terminal obeys instead of showing; a file may hold them, the screen must not.
_COMMANDS = dict.fromkeys(
    [*(n for n in range(0x20) if n != ord("\n")), *range(0x7F, 0xA0)], "\ufffd"
)


class _Console(Console):
    """A console that shows what files hold and obeys none of it."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterator[Segment]:
        for segment in super().render(renderable, options):
            shown = segment.text.translate(_COMMANDS)
            yield segment if segment.control else Segment(shown, segment.style)

    def on_broken_pipe(self) -> None:
        """Leave it to the command what a closed pipe means."""
        raise BrokenPipeError


class Pen:
    """Draws in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.console = _Console(highlight=False)

    @property
    def wide(self) -> bool:
        """Whether there is room for more than the least."""
        return self.console.width >= _WIDE

    @property
    def bar_width(self) -> int:
        """How long bars beside figures are."""
        return 20 if self.wide else 10

    def say(self, text: Text, style: str = "") -> None:
        """Print a sentence."""
        self.console.print(self.word(text), style=style or None, markup=False, soft_wrap=True)

    def word(self, text: Text) -> str:
        """Return a text in the language."""
        return text.th if self.language == "th" else text.en

    def heading(self, text: Text) -> None:
        """Print a heading."""
        self.console.print()
        self.console.print(self.word(text), style="bold", markup=False)

    def table(self, *columns: tuple[Text, str], rows: list[list[str | Drawn]]) -> None:
        """Print a table; a column is its name and "left" or "right"."""
        widths = [_width(self.word(name), rows, place) for place, (name, _) in enumerate(columns)]
        loose = [place for place, (_, side) in enumerate(columns) if side == "left"]
        taken = sum(width for place, width in enumerate(widths) if place not in loose)
        room = self.console.width - taken - _GAP * len(columns)
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, _GAP, 0, 0))
        for place, (name, side) in enumerate(columns):
            # Thai has no spaces to break at: what does not fit is cut, never torn.
            widest = max(room // len(loose), 8) if place in loose else widths[place]
            table.add_column(
                self.word(name),
                justify="right" if side == "right" else "left",
                no_wrap=True,
                overflow="ellipsis",
                width=min(widths[place], widest),
            )
        for row in rows:
            table.add_row(*[cell if isinstance(cell, Drawn) else Drawn(cell) for cell in row])
        self.console.print(table)


def _width(name: str, rows: list[list[str | Drawn]], place: int) -> int:
    """Return the width that a column needs so that nothing in it is cut."""
    return max(cell_len(str(cell)) for cell in [name, *(row[place] for row in rows)])


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
