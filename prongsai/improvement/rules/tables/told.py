"""What a table tells of a plan, in its own words: nothing is made of periods and units yet."""

from dataclasses import dataclass, field

from prongsai.improvement.rules.tables.grid import Role
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Doubt:
    """What was understood, but may be meant otherwise; `row` of the file, 0 of none."""

    row: int
    what: str
    why: Text


@dataclass(frozen=True)
class ToldMeasure:
    """A measure: its words; columns that the table does not have are not among `details`."""

    title: str
    when: str = ""
    units: str = ""
    details: tuple[tuple[Role, str], ...] = ()
    row: int = field(default=0, compare=False)

    def detail(self, role: Role) -> str | None:
        """Return what a further column says; None where there is no such column."""
        return dict(self.details).get(role)


@dataclass(frozen=True)
class ToldAction:
    """What was done, for measures by their numbers."""

    text: str
    measures: tuple[int, ...]
    when: str = ""
    units: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True)
class ToldOutcome:
    """What came of measures."""

    text: str
    measures: tuple[int, ...]


@dataclass(frozen=True)
class ToldTheme:
    """A theme with all that stands below it."""

    title: str
    measures: tuple[ToldMeasure, ...]
    actions: tuple[ToldAction, ...]
    outcomes: tuple[ToldOutcome, ...]
    row: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Told:
    """What a file tells, and what is doubtful about its shape."""

    themes: tuple[ToldTheme, ...]
    doubts: tuple[Doubt, ...]
