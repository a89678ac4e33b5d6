"""Plans to write reports about: the department's own, and such as only a test invents."""

from dataclasses import replace
from datetime import date

from prongsai.improvement.adapters.printed_plans import printed_plan_path, read_printed_plan
from prongsai.improvement.rules.content import (
    ActionContent,
    MeasureContent,
    OutcomeContent,
    PlanContent,
    SnapshotContent,
    ThemeContent,
)
from prongsai.improvement.rules.states import MeasureState, SnapshotKind
from prongsai.reports.services.making import material_of


def printed():
    """Return the department's plan as its report printed it."""
    return read_printed_plan(printed_plan_path("dip", "th-ita", 2567))


def told(history, plan=None, **more):
    """Return the department's plan with its result, and whatever else a test knows."""
    return replace(material_of(history, plan or printed().content), **more)


def alone(material):
    """Return what is known of a plan without results, of which its report is half as long."""
    return replace(material, history=None, year=None)


def in_states(plan, *states):
    """Return a plan whose measures are in these states, in turn."""
    count = 0
    themes = []
    for theme in plan.themes:
        measures = []
        for measure in theme.measures:
            measures.append(
                replace(measure, state=states[count % len(states)], reason="หมดความจำเป็น")
            )
            count += 1
        themes.append(replace(theme, measures=tuple(measures)))
    return replace(plan, themes=tuple(themes))


def half_done(plan):
    return in_states(plan, MeasureState.DONE, MeasureState.RUNNING, MeasureState.PLANNED)


def after_six_months(plan):
    return SnapshotContent(SnapshotKind.SIX_MONTHS, date(2024, 3, 31), half_done(plan))


def plan_of(*themes, **more):
    """Return a plan of a few themes."""
    return PlanContent("dip", "th-ita", 2567, 2566, themes=themes, **more)


def theme_of(measures, actions=(), outcomes=(), title="ประเด็นทดสอบ"):
    """Return a theme: titles of measures, (text, measures) of actions and outcomes."""
    return ThemeContent(
        title,
        tuple(MeasureContent(number, one) for number, one in enumerate(measures, 1)),
        tuple(ActionContent(text, tuple(mine)) for text, mine in actions),
        tuple(OutcomeContent(text, tuple(mine)) for text, mine in outcomes),
    )
