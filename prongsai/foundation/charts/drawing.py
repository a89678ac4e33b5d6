"""What charts are made of: shapes as SVG, words that are escaped, labels that find room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from prongsai.foundation.charts.letters import elided, in_lines, width
from prongsai.foundation.charts.scales import Scale
from prongsai.methodology.exact import HUNDREDTHS, points_text

#: Units across every chart. A phone shows 440 units on about 358 pixels, so type of 15 units is
#: just above 12 pixels there.
WIDTH = 440
TYPE = 15
LINE = 20
#: Beside the plot, so that dots and the halves of centred numbers are not cut off.
EDGE = 8
#: What stands for a number that nobody knows.
UNKNOWN = "–"


@dataclass(frozen=True)
class Caption:
    """What a chart is called, in the language of the page; `id` must be its own on the page."""

    id: str
    title: str
    description: str
    #: Headings of the table with the same numbers.
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """A drawing, and its numbers as a table."""

    id: str
    svg: str
    title: str
    description: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Mark:
    """A score with a name that other scores are compared with: the target, one's own."""

    label: str
    value: int

    @property
    def text(self) -> str:
        """Return name and number."""
        return f"{self.label} {score_text(self.value)}"


def chart(
    caption: Caption, height: float, parts: Iterable[str], rows: Iterable[Sequence[str]]
) -> Chart:
    """Put the parts into a drawing that has a name and a description."""
    name, about = f"{escape(caption.id)}-title", f"{escape(caption.id)}-description"
    svg = (
        f'<svg class="chart-drawing" viewBox="0 0 {WIDTH} {number(height)}" role="img" '
        f'aria-labelledby="{name} {about}">'
        f'<title id="{name}">{escape(caption.title)}</title>'
        f'<desc id="{about}">{escape(caption.description)}</desc>{"".join(parts)}</svg>'
    )
    table = tuple(tuple(row) for row in rows)
    return Chart(caption.id, svg, caption.title, caption.description, caption.columns, table)


def score_text(value: int | None) -> str:
    """Write a score in hundredths with two decimals."""
    return UNKNOWN if value is None else points_text(value)


def change_text(value: int | None) -> str:
    """Write a difference in hundredths with its sign: "+15.23", "−2.07", "0.00"."""
    if value is None:
        return UNKNOWN
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{points_text(abs(value))}"


def number(value: float) -> str:
    """Write a place in the drawing, to a tenth of a unit."""
    return f"{round(value, 1):g}"


def text(x: float, y: float, words: str, kind: str = "", *, anchor: str = "start") -> str:
    """Write words; `kind` are style classes, `anchor` is start, middle or end."""
    classes = f' class="{kind}"' if kind else ""
    ends = "" if anchor == "start" else f' text-anchor="{anchor}"'
    place = f'x="{number(x)}" y="{number(y)}"'
    return f'<text {place}{classes}{ends} font-size="{TYPE}">{escape(words)}</text>'


def label(x: float, y: float, words: str, room: float, kind: str = "") -> tuple[str, int]:
    """Write a label on one or two lines; return it with the number of lines.

    What does not fit is elided on the page and whole in the tooltip.
    """
    lines = in_lines(words, TYPE, room)
    written = "".join(text(x, y + n * LINE, line, kind) for n, line in enumerate(lines))
    if lines[-1].endswith("…") and not words.endswith("…"):
        written = f"<g><title>{escape(words)}</title>{written}</g>"
    return written, len(lines)


def short(x: float, y: float, words: str, room: float, kind: str = "") -> str:
    """Write a label on one line."""
    cut = elided(words, TYPE, room)
    written = text(x, y, cut, kind)
    return written if cut == words else f"<g><title>{escape(words)}</title>{written}</g>"


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """Draw a straight line."""
    ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line {ends} class="{kind}"/>'


def box(x: float, y: float, wide: float, high: float, kind: str, *, round_by: float = 0) -> str:
    """Draw a rectangle."""
    corners = f' rx="{number(round_by)}"' if round_by else ""
    size = f'width="{number(max(wide, 0))}" height="{number(max(high, 0))}"'
    return f'<rect x="{number(x)}" y="{number(y)}" {size}{corners} class="{kind}"/>'


def dot(x: float, y: float, radius: float, kind: str) -> str:
    """Draw a circle."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" class="{kind}"/>'


def path(points: Iterable[tuple[float, float]], kind: str) -> str:
    """Draw a line through points."""
    steps = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polyline points="{steps}" class="{kind}"/>'


def score_axis(scale: Scale, top: float, bottom: float) -> list[str]:
    """Draw a horizontal axis of scores: fine lines upward, numbers below."""
    parts = []
    for tick in scale.ticks():
        x, words = scale.at(tick), str(tick // HUNDREDTHS)
        half = width(words, TYPE) / 2
        parts += [
            line(x, top, x, bottom, "chart-grid"),
            text(
                min(max(x, half), WIDTH - half), bottom + LINE, words, "chart-tick", anchor="middle"
            ),
        ]
    return parts


@dataclass
class Room:
    """The places that are taken already, so that labels do not stand on each other."""

    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def take(self, x: float, y: float, wide: float, high: float) -> None:
        """Keep a rectangle free of labels."""
        self.taken.append((x, y, x + wide, y + high))

    def place(
        self, words: str, places: Iterable[tuple[float, float]]
    ) -> tuple[float, float] | None:
        """Return the first place (middle of the line, baseline) where words have room."""
        half = width(words, TYPE) / 2
        for x, y in places:
            new = (x - half - 2, y - TYPE + 2, x + half + 2, y + 3)
            if new[0] >= 0 and new[2] <= WIDTH and new[1] >= 0 and not self._meets(new):
                self.taken.append(new)
                return x, y
        return None

    def _meets(self, new: tuple[float, float, float, float]) -> bool:
        return any(
            new[0] < right and left < new[2] and new[1] < bottom and top < new[3]
            for left, top, right, bottom in self.taken
        )
