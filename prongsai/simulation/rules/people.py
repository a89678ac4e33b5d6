"""How many people answer, and how many stand behind them."""

from dataclasses import dataclass

import numpy as np

from prongsai.simulation.rules.agencies import Agencies
from prongsai.simulation.rules.chance import Floats, Integers, shared_out, stream
from prongsai.simulation.rules.questions import Survey


@dataclass(frozen=True)
class Public:
    """The people whom one instrument asks."""

    #: Their part of all respondents of a nation.
    share: float
    #: So many at least in every agency.
    least: int
    #: How much more of them a larger agency has: 1 as many times as it is larger, 0 no more.
    grows: float
    #: Spread of log numbers between agencies of one size.
    spread: float
    #: From and to which share of all of them answer.
    turnout: tuple[float, float]


PEOPLE = {
    "staff": Public(share=0.4, least=5, grows=1.0, spread=0.1, turnout=(0.35, 1.0)),
    "public": Public(share=0.6, least=8, grows=0.25, spread=0.55, turnout=(0.004, 0.1)),
}


def asked_by(survey: Survey) -> Public:
    """Return whom a survey asks; whoever is not staff is the public."""
    return PEOPLE.get(survey.answered_by, PEOPLE["public"])


def least_respondents(surveys: list[Survey], agencies: int) -> int:
    """Return how many respondents a nation needs so that every agency has a result."""
    return agencies * sum(asked_by(survey).least for survey in surveys)


def spread_respondents(
    surveys: list[Survey], agencies: Agencies, total: int, seed: int
) -> dict[str, Integers]:
    """Say how many answer each survey about each agency; together exactly `total`.

    In:  total: at least `least_respondents`
    """
    shares = np.array([asked_by(survey).share for survey in surveys])
    least = np.array([asked_by(survey).least * len(agencies) for survey in surveys])
    per_survey = np.maximum(shared_out(total, shares), least)
    while (surplus := int(per_survey.sum()) - total) > 0:
        giving = int(np.argmax(per_survey - least))
        per_survey[giving] -= min(surplus, int(per_survey[giving] - least[giving]))
    return {
        survey.code: shared_out(
            int(count), _pull(survey, agencies, seed), least=asked_by(survey).least
        )
        for survey, count in zip(surveys, per_survey, strict=True)
    }


def _pull(survey: Survey, agencies: Agencies, seed: int) -> Floats:
    public = asked_by(survey)
    drawn = stream(seed, survey.code, "respondents").normal(0.0, public.spread, len(agencies))
    pull: Floats = agencies.sizes**public.grows * np.exp(drawn)
    return pull


def headcounts(
    kind: str, surveys: list[Survey], answered: dict[str, Integers], seed: int
) -> Integers | None:
    """Return how many people of a kind an agency has, never fewer than answered one survey.

    Missing: nothing if no survey asks them
    """
    asked = [answered[s.code] for s in surveys if asked_by(s) is PEOPLE[kind]]
    if not asked:
        return None
    most: Integers = np.max(asked, axis=0)
    share = stream(seed, "headcount", kind).uniform(*PEOPLE[kind].turnout, len(most))
    return np.maximum(most, np.round(most / share).astype(np.int64))
