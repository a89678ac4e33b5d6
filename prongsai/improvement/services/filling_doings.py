"""What was done and what came of it, put in place of what a theme told before."""

from dataclasses import dataclass
from datetime import datetime

from prongsai.directory.models import Unit
from prongsai.improvement.models import (
    Action,
    ActionFile,
    ActionLink,
    Measure,
    Outcome,
    Plan,
    Point,
    Theme,
)
from prongsai.improvement.rules.content import ActionContent, OutcomeContent, ThemeContent
from prongsai.improvement.services.keeping import Kept


@dataclass(frozen=True)
class Filled:
    """What codes of the content stand for, who puts it in (None for the program), and when."""

    points: dict[str, Point]
    units: dict[str, Unit]
    by: int | None
    now: datetime


@dataclass(frozen=True)
class Doings:
    """Actions and outcomes that a plan has, by their text."""

    actions: Kept[Action]
    outcomes: Kept[Outcome]

    @classmethod
    def of(cls, plan: Plan) -> "Doings":
        """Return those of a plan."""
        actions = Action.objects.filter(theme__plan=plan).order_by("pk")
        outcomes = Outcome.objects.filter(theme__plan=plan).order_by("pk")
        return cls(
            Kept((action.text, action) for action in actions),
            Kept((outcome.text, outcome) for outcome in outcomes),
        )

    def drop_left(self) -> None:
        """Remove those that nobody took."""
        Action.objects.filter(pk__in=self.actions.left()).delete()
        Outcome.objects.filter(pk__in=self.outcomes.left()).delete()


def fill_doings(
    theme: Theme,
    content: ThemeContent,
    measures: dict[int, Measure],
    there: Doings,
    filled: Filled,
) -> None:
    """Write all actions and outcomes of a theme; who told of one before is still who told."""
    for place, told in enumerate(content.actions):
        action = there.actions.take(told.text) or Action(
            text=told.text, told_by_id=filled.by, told_at=filled.now
        )
        _write_action(action, theme, place, told)
        action.measures.set([measures[number] for number in told.measures])
        action.units.set([filled.units[code] for code in told.units])
    for place, came in enumerate(content.outcomes):
        outcome = there.outcomes.take(came.text) or Outcome(text=came.text)
        _write_outcome(outcome, theme, place, came, measures)


def _write_action(action: Action, theme: Theme, place: int, content: ActionContent) -> None:
    action.theme, action.place = theme, place
    action.starts = content.period.starts if content.period else None
    action.ends = content.period.ends if content.period else None
    action.save()
    action.links.all().delete()
    ActionLink.objects.bulk_create(
        ActionLink(action=action, address=link.address, title=link.title) for link in content.links
    )
    action.files.all().delete()
    ActionFile.objects.bulk_create(
        ActionFile(
            action=action,
            name=file.name,
            media_type=file.media_type,
            sha256=file.sha256,
            size=file.size,
        )
        for file in content.files
    )


def _write_outcome(
    outcome: Outcome,
    theme: Theme,
    place: int,
    content: OutcomeContent,
    measures: dict[int, Measure],
) -> None:
    outcome.theme, outcome.place = theme, place
    outcome.save()
    outcome.measures.set([measures[number] for number in content.measures])
