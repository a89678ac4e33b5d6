"""Charts of scores."""

from dataclasses import dataclass
from enum import StrEnum

from prongsai.methodology.wording import Text
from prongsai.reports.rules.blocks.tables import Tone


@dataclass(frozen=True)
class Step:
    """The least score, in hundredths, of a measure level; its name and tone."""

    at_least: int
    name: Text
    tone: Tone


class ChartKind(StrEnum):
    """How a chart is drawn."""

    LINE = "line"
    BARS = "bars"


@dataclass(frozen=True)
class Series:
    """One line or one set of bars; scores in hundredths, MISSING where none."""

    name: Text
    values: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """Scores over labels: a line over years, or bars of one year or of two.

    alt: what the chart shows, for those who do not see it
    steps: measure levels, best first; bars of a single series take their tones
    """

    kind: ChartKind
    caption: Text
    alt: Text
    labels: tuple[Text, ...]
    series: tuple[Series, ...]
    target: int | None = None
    steps: tuple[Step, ...] = ()


def tone_in(steps: tuple[Step, ...], value: int) -> Tone:
    """Return the tone of the best measure level that a score reaches."""
    reached = [step.tone for step in steps if value >= step.at_least]
    return reached[0] if reached else Tone.PLAIN
