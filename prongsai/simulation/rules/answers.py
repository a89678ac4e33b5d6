"""What the respondents answer.

Behind every answer stands a latent number: the agency's quality, its luck in the indicator, the
person's mood, how easily the part earns points, and noise. Where it falls between the steps of
the scale, ordered by points, is the answer; so a part that is worded the other way round needs
no case of its own. Laid over that are people who are not like that: see `Habits`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prongsai.simulation.rules.agencies import Agencies
from prongsai.simulation.rules.chance import Floats, Integers, centred, stream
from prongsai.simulation.rules.questions import Bytes, Question, Survey


@dataclass(frozen=True)
class Habits:
    """How people are, in shares of respondents and in units of the latent number."""

    #: The same position on every part, usually the last one shown.
    straight: float = 0.03
    #: The sheet of the one before, in the same agency.
    copied: float = 0.01
    too_fast: float = 0.02
    #: Too fast, among those who answer straight.
    straight_too_fast: float = 0.2
    #: In a coached agency: hands in what was agreed.
    obedient: float = 0.98
    #: A part in which one batch of them spares the best answer, so that it looks real.
    spared: float = 0.03
    unanswered: float = 0.006
    #: Of parts that many pass over, this share; and how often a part is of that kind.
    shunned: float = 0.15
    unanswered_if_shunned: float = 0.04
    #: Chooses an answer that counts for nothing, where there is one.
    no_opinion: float = 0.03
    mood: float = 0.8
    luck: float = 0.16
    difficulty: float = 0.25
    indicator_difficulty: float = 0.08


HABITS = Habits()
#: How kindly an ordinary agency is judged, by its staff and by the public.
KINDNESS = {"staff": 1.88, "public": 1.52}
#: The step up to the best answer, and that up from the worst; the others lie evenly between.
HIGHEST_STEP, LOWEST_STEP = 0.75, -1.35
#: The step of a yes or no.
ONLY_STEP = -0.7
#: Obedient people of one agency hand in one of this many sheets.
BATCHES = 4

GENDERS = (0.03, 0.38, 0.56, 0.03)
AGE_BANDS = (0.03, 0.06, 0.24, 0.29, 0.24, 0.11, 0.03)


@dataclass(frozen=True, eq=False)
class Sheets:
    """All sheets of one instrument, sorted by agency; nothing says whose a sheet is."""

    gender: Bytes
    age_band: Bytes
    too_fast: NDArray[np.bool_]
    #: Part -> position chosen by each respondent, 0 = no answer.
    answers: dict[str, Bytes]


def answer_sheets(
    survey: Survey,
    agencies: Agencies,
    people: Integers,
    *,
    seed: int,
    progress: Callable[[int], None],
) -> Sheets:
    """Let everybody answer one survey.

    In:      people: respondents per agency, 1 or more each
    Out:     sheets, sorted by agency
    """
    total, questions = int(people.sum()), survey.questions
    crowd = _Crowd(survey, agencies, people, seed)
    mood = HABITS.mood * crowd.random("mood").standard_normal(total, np.float32)
    answers = {}
    for number, question in enumerate(questions, 1):
        answers[question.code] = crowd.answer(question, mood)
        progress(number)
    obedient = crowd.coach(answers)
    straight = crowd.straighten(answers, obedient)
    crowd.copy(answers)
    return Sheets(
        gender=_dealt(crowd.random("gender"), GENDERS, total),
        age_band=_dealt(crowd.random("age band"), AGE_BANDS, total),
        too_fast=_too_fast(crowd.random("too fast"), straight),
        answers=answers,
    )


class _Crowd:
    """The respondents of one instrument, and the chance that is theirs alone."""

    def __init__(self, survey: Survey, agencies: Agencies, people: Integers, seed: int) -> None:
        self.survey, self.agencies, self.people, self.seed = survey, agencies, people, seed
        self.first = np.cumsum(people) - people
        self.total = int(people.sum())

    def random(self, *purpose: str) -> np.random.Generator:
        return stream(self.seed, self.survey.key, *purpose)

    def answer(self, question: Question, mood: NDArray[np.float32]) -> Bytes:
        """Answer one part as ordinary people do."""
        random = self.random("answer", question.code)
        latent = random.standard_normal(self.total, np.float32)
        latent += mood
        latent += np.repeat(self._level(question).astype(np.float32), self.people)
        rank = np.zeros(self.total, np.uint8)
        for step in steps(len(question.ascending)):
            rank += latent > np.float32(step)
        chosen = question.ascending[rank]
        shunned = random.random() < HABITS.shunned
        blank = HABITS.unanswered_if_shunned if shunned else HABITS.unanswered
        luck = random.random(self.total, np.float32)
        if len(question.without_points):
            chosen[luck > 1 - HABITS.no_opinion] = question.without_points[0]
        chosen[luck < blank] = 0
        return chosen

    def _level(self, question: Question) -> Floats:
        """Return where the agencies stand in a part, before people differ."""
        luck = self.random("luck", question.indicator)
        return (
            KINDNESS.get(self.survey.answered_by, KINDNESS["public"])
            + self.agencies.quality
            + centred(luck, HABITS.luck, len(self.agencies))
            + luck.normal(0.0, HABITS.indicator_difficulty)
            + self.random("difficulty", question.code).normal(0.0, HABITS.difficulty)
        )

    def coach(self, answers: dict[str, Bytes]) -> NDArray[np.bool_]:
        """Hand out the agreed sheets, best all through or nearly so; say to whom."""
        random = self.random("coached")
        coached = np.repeat(self.agencies.coached, self.people)
        obedient: NDArray[np.bool_] = coached & (random.random(self.total) < HABITS.obedient)
        batches = self._batches(obedient)
        for question in self.survey.questions:
            chosen, spared = answers[question.code], self.random("coached", question.code)
            chosen[obedient] = question.ascending[-1]
            for batch in batches:
                if spared.random() < HABITS.spared:
                    chosen[batch] = question.ascending[-2]
        return obedient

    def _batches(self, obedient: NDArray[np.bool_]) -> list[Integers]:
        """Return the rows of those whose sheet spares a part; one batch an agency does not."""
        found: list[Integers] = []
        for agency in np.flatnonzero(self.agencies.coached).tolist():
            first = int(self.first[agency])
            rows = first + np.flatnonzero(obedient[first : first + int(self.people[agency])])
            found += np.array_split(rows, BATCHES)[1:]
        return found

    def straighten(
        self, answers: dict[str, Bytes], obedient: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Let some choose the same position all the way down; say who does."""
        random, questions = self.random("straight"), self.survey.questions
        straight = (random.random(self.total) < HABITS.straight) & ~obedient
        longest = max(question.options for question in questions)
        from_last = np.minimum(random.geometric(0.6, int(straight.sum())) - 1, longest - 1)
        for question in questions:
            position = np.minimum(longest - from_last, question.options)
            answers[question.code][straight] = position.astype(np.uint8)
        return straight

    def copy(self, answers: dict[str, Bytes]) -> None:
        """Let some hand in what the one before them, in the same agency, handed in."""
        copied = self.random("copied").random(self.total) < HABITS.copied
        copied[self.first] = False
        rows = np.flatnonzero(copied)
        for column in answers.values():
            column[rows] = column[rows - 1]


def steps(options: int) -> Floats:
    """Return the steps between the options of a scale, ascending: one fewer than options."""
    if options <= 2:  # noqa: PLR2004 (a yes or no)
        return np.full(options - 1, ONLY_STEP)
    return np.linspace(LOWEST_STEP, HIGHEST_STEP, options - 1)


def _dealt(random: np.random.Generator, shares: tuple[float, ...], size: int) -> Bytes:
    bounds = np.cumsum(shares)[:-1] / sum(shares)
    dealt = np.searchsorted(bounds, random.random(size), side="right")
    return dealt.astype(np.uint8)


def _too_fast(random: np.random.Generator, straight: NDArray[np.bool_]) -> NDArray[np.bool_]:
    others = (HABITS.too_fast - HABITS.straight * HABITS.straight_too_fast) / (1 - HABITS.straight)
    chance = np.where(straight, HABITS.straight_too_fast, others)
    return random.random(len(straight)) < chance
