"""Weak points of a plan, and what answers them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from prongsai.improvement.models import Measure, Plan, Point
from prongsai.improvement.queries.wording import edition_of
from prongsai.improvement.rules.states import MeasureState
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text, same


@dataclass(frozen=True)
class AnsweredBy:
    """A measure that answers a weak point."""

    id: int
    theme: str
    number: int
    title: str
    state: MeasureState


@dataclass(frozen=True)
class PointRow:
    """A weak point of a plan.

    score: hundredths, None where only a part is known; gain: points of the total
    parts: code and text of the weak parts
    """

    id: int
    code: str
    year_be: int
    text: Text
    instrument: str
    indicator: Text
    score: int | None
    gain: float
    parts: tuple[tuple[str, Text], ...]
    reason: str
    measures: tuple[AnsweredBy, ...]

    @property
    def is_open(self) -> bool:
        """Whether neither a measure answers it nor anybody said why not."""
        return not (self.measures or self.reason)

    def payload(self) -> dict[str, Any]:
        """As JSON; the score in points."""
        return {
            "code": self.code,
            "year_be": self.year_be,
            "text_th": self.text.th,
            "text_en": self.text.en,
            "instrument": self.instrument,
            "score": None if self.score is None else self.score / 100,
            "gain": self.gain,
            "parts": [code for code, _ in self.parts],
            "reason": self.reason,
            "measures": [
                {"id": one.id, "theme": one.theme, "number": one.number, "title": one.title}
                for one in self.measures
            ],
            "open": self.is_open,
        }


def point_rows(plan: Plan) -> list[PointRow]:
    """Return the weak points of a plan, what brings most first; cancelled measures answer none."""
    measures = Measure.objects.exclude(state=MeasureState.CANCELLED.value)
    measures = measures.select_related("theme").order_by("theme__place", "number")
    points = plan.points.prefetch_related(Prefetch("measures", measures))
    rows = [_row(plan.framework, point) for point in points]
    return sorted(rows, key=lambda row: (-row.gain, row.code))


def open_points(plan: Plan) -> list[str]:
    """Return the codes of weak points that nothing answers and nobody explained."""
    answering = Measure.objects.exclude(state=MeasureState.CANCELLED.value).filter(theme__plan=plan)
    answered = set(answering.values_list("points__code", flat=True))
    left = [point for point in plan.points.filter(reason="") if point.code not in answered]
    return [point.code for point in sorted(left, key=lambda one: (-one.gain, one.code))]


def _row(framework: str, point: Point) -> PointRow:
    edition = edition_of(framework, point.year_be)
    instrument, indicator = _place(edition, point.code)
    return PointRow(
        id=point.pk,
        code=point.code,
        year_be=point.year_be,
        text=_text(edition, point.code),
        instrument=instrument,
        indicator=indicator,
        score=point.score,
        gain=point.gain,
        parts=tuple((part, _text(edition, part)) for part in point.parts),
        reason=point.reason,
        measures=tuple(
            AnsweredBy(m.pk, m.theme.title, m.number, m.title, MeasureState(m.state))
            for m in point.measures.all()
        ),
    )


def _text(edition: Edition | None, code: str) -> Text:
    """Return the words of a code; the code itself where no edition knows it."""
    position = edition.position.get(code) if edition else None
    return edition.nodes[position].text if edition and position is not None else same(code)


def _place(edition: Edition | None, code: str) -> tuple[str, Text]:
    """Return the instrument and the indicator of a code; "" where no edition knows it."""
    position = edition.position.get(code) if edition else None
    if edition is None or position is None:
        return "", same("")
    indicator = edition.nodes[edition.above(position, Kind.INDICATOR)]
    return edition.instrument_of(position), indicator.text
