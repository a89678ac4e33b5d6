"""A whole plan as plain values: what is brought in, given out, kept and printed.

Measures have a number within their theme, from 1, as people quote them; points have the code of
the edition; units the code that the agency gave them. Equal plans are equal values.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from prongsai.improvement.rules.states import (
    MeasureState,
    MemberDuty,
    PlanState,
    Recurrence,
    SnapshotKind,
)


class _Value:
    """Read back by pydantic: what no field is for is a mistake, not ignored."""

    __pydantic_config__ = {"extra": "forbid", "allow_inf_nan": False}


@dataclass(frozen=True)
class Period(_Value):
    """From the first day to the last; a single day, whole months, or anything between."""

    starts: date
    ends: date


@dataclass(frozen=True)
class PointContent(_Value):
    """A weak point that the plan answers, or says why not.

    score: hundredths, None where only a part is known; gain: points of the total
    parts: codes of the weak parts; reason: why no measure answers it, "" where one does
    """

    code: str
    year_be: int
    score: int | None
    gain: float
    parts: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class LinkContent(_Value):
    """An address of the web, with what it leads to."""

    address: str
    title: str = ""


@dataclass(frozen=True)
class FileContent(_Value):
    """A stored file; size in bytes."""

    name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True)
class StepContent(_Value):
    """What is to be done, how often, and when first."""

    title: str
    due: date
    recurrence: Recurrence = Recurrence.ONCE


@dataclass(frozen=True)
class MeasureContent(_Value):
    """One measure.

    units: codes of those responsible; all_units: every unit of the agency is
    budget: baht, None where it needs none of its own
    counter: what turns it done by itself once `counter_goal` is reached; "" where people do
    """

    number: int
    title: str
    units: tuple[str, ...] = ()
    all_units: bool = False
    period: Period | None = None
    points: tuple[str, ...] = ()
    steps: tuple[StepContent, ...] = ()
    budget: Decimal | None = None
    criterion: str = ""
    state: MeasureState = MeasureState.PLANNED
    reason: str = ""
    counter: str = ""
    counter_goal: int = 0
    library: str = ""


@dataclass(frozen=True)
class ActionContent(_Value):
    """What was done for some measures of a theme; the measures by their numbers."""

    text: str
    measures: tuple[int, ...]
    period: Period | None = None
    units: tuple[str, ...] = ()
    links: tuple[LinkContent, ...] = ()
    files: tuple[FileContent, ...] = ()


@dataclass(frozen=True)
class OutcomeContent(_Value):
    """What came of some measures of a theme; the measures by their numbers."""

    text: str
    measures: tuple[int, ...]


@dataclass(frozen=True)
class ThemeContent(_Value):
    """What belongs together: measures by rising number, what was done, what came of it."""

    title: str
    measures: tuple[MeasureContent, ...] = ()
    actions: tuple[ActionContent, ...] = ()
    outcomes: tuple[OutcomeContent, ...] = ()


@dataclass(frozen=True)
class MemberContent(_Value):
    """Somebody in the working group."""

    name: str
    position: str
    duty: MemberDuty


@dataclass(frozen=True)
class AppointmentContent(_Value):
    """The order that appoints the working group."""

    number: str
    dated: date
    title: str
    members: tuple[MemberContent, ...] = ()


@dataclass(frozen=True)
class PlanContent(_Value):
    """The whole plan of an agency for one fiscal year.

    basis_year_be: the year whose result it follows; None where no result was known
    """

    agency: str
    framework: str
    year_be: int
    basis_year_be: int | None
    state: PlanState = PlanState.DRAFT
    points: tuple[PointContent, ...] = ()
    themes: tuple[ThemeContent, ...] = ()
    appointments: tuple[AppointmentContent, ...] = ()

    @property
    def measures(self) -> tuple[MeasureContent, ...]:
        """All measures, theme by theme."""
        return tuple(measure for theme in self.themes for measure in theme.measures)


@dataclass(frozen=True)
class SnapshotContent(_Value):
    """A plan as it stood on a day."""

    kind: SnapshotKind
    taken_on: date
    plan: PlanContent
