"""What can be done about a simulation: make one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from prongsai import __version__
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.simulation import adapters
from prongsai.simulation.rules.agencies import Agencies, found_agencies
from prongsai.simulation.rules.answers import answer_sheets
from prongsai.simulation.rules.chance import Floats, Integers, stream
from prongsai.simulation.rules.history import past_scores
from prongsai.simulation.rules.people import (
    headcounts,
    least_respondents,
    spread_respondents,
)
from prongsai.simulation.rules.questions import (
    Survey,
    checklists_of,
    indicator_means,
    questions_of,
    surveys_of,
)
from prongsai.simulation.rules.refusals import require_enough, require_numbers
from prongsai.simulation.rules.verdicts import found_verdicts

#: Of agencies.csv.
COLUMNS = (
    "agency",
    "name_th",
    "name_en",
    "group",
    "ministry",
    "province",
    "staff",
    "public",
)

#: Told what is being made, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]


def _silent(what: str, done: int, of: int) -> None: ...


@dataclass(frozen=True)
class Simulated:
    """What was made."""

    folder: Path
    agencies: int
    respondents: int
    #: Instrument -> how many answered it.
    responses: dict[str, int]
    #: Answers to parts that are not blank, verdicts not counted.
    answers: int
    #: The years that have a history, Buddhist Era, the last year first.
    years: tuple[int, ...]
    #: Relative to the folder.
    files: tuple[str, ...]


def simulate_nation(
    *,
    edition: Edition,
    agencies: int,
    respondents: int,
    seed: int,
    out: Path,
    long: bool = False,
    progress: Progress = _silent,
) -> Simulated:
    """Invent a nation and write its round into a folder.

    In:  out: new, empty, or of an earlier simulation, which is replaced; long: answers also
         one to a row
    Out: what was made; the same arguments give the same files, byte for byte

    Raises:
        FolderHoldsOtherThings: nothing was changed.
        TooFewRespondents: fewer than 5 staff and 8 of the public per agency.
        NumbersOutOfRange: no agencies, or a seed below 0.
    """
    surveys = surveys_of(edition)
    require_numbers(agencies=agencies, seed=seed)
    least = least_respondents(surveys, agencies)
    require_enough(respondents, agencies=agencies, least=least)
    place = adapters.open_folder(out)
    nation = found_agencies(edition, agencies, seed)
    people = spread_respondents(surveys, nation, respondents, seed)
    work = _Work(edition, nation, seed, place, progress)
    work.write_agencies(surveys, people)
    answers = sum(work.write_survey(s, people[s.code], long=long) for s in surveys)
    for checklist in checklists_of(edition):
        work.write_checklist(checklist)
    years = work.write_history()
    responses = {code: int(count.sum()) for code, count in people.items()}
    about = {
        "edition": edition.id,
        "year_be": edition.year_be,
        "seed": seed,
        "agencies": agencies,
        "respondents": sum(responses.values()),
        "generator": f"{adapters.GENERATOR} {__version__}",
    }
    files = adapters.close_folder(out, about)
    return Simulated(out, agencies, sum(responses.values()), responses, answers, years, files)


@dataclass(frozen=True)
class _Work:
    """One nation on its way into the folder."""

    edition: Edition
    nation: Agencies
    seed: int
    place: Path
    progress: Progress
    #: Indicator -> points per agency, filled by what is written.
    current: dict[str, Floats] = field(default_factory=dict)

    def write_agencies(self, surveys: list[Survey], people: dict[str, Integers]) -> None:
        nation = self.nation
        counts = [
            [""] * len(nation)
            if (count := headcounts(kind, surveys, people, self.seed)) is None
            else count.tolist()
            for kind in ("staff", "public")
        ]
        rows = zip(
            nation.codes,
            *zip(*nation.names, strict=True),
            nation.groups,
            nation.ministries,
            nation.provinces,
            *counts,
            strict=True,
        )
        adapters.write_table(self.place / "agencies.csv", COLUMNS, rows)
        self.progress("agencies.csv", 1, 1)

    def write_survey(self, survey: Survey, people: Integers, *, long: bool) -> int:
        """Write what everybody answered; return how many answers were given."""
        name = f"{survey.code.lower()}.parquet"
        steps = len(survey.questions) + 1 + long
        sheets = answer_sheets(
            survey,
            self.nation,
            people,
            seed=self.seed,
            progress=lambda done: self.progress(name, done, steps),
        )
        self.current.update(indicator_means(survey.questions, sheets.answers, people))
        agency = np.repeat(self.nation.codes, people)
        marks = {
            "gender": sheets.gender,
            "age_band": sheets.age_band,
            "too_fast": sheets.too_fast,
        }
        adapters.write_wide(self.place / name, {"agency": agency, **marks, **sheets.answers})
        self.progress(name, len(survey.questions) + 1, steps)
        if long:
            numbers = stream(self.seed, survey.code, "number").permutation(len(agency)) + 1
            columns = {"agency": agency, "respondent": numbers.astype(np.uint32)}
            adapters.write_long(
                self.place / "long" / name,
                {**columns, **sheets.answers},
                parts=list(sheets.answers),
            )
            self.progress(name, steps, steps)
        return sum(int(np.count_nonzero(column)) for column in sheets.answers.values())

    def write_checklist(self, instrument: str) -> None:
        name = f"{instrument.lower()}.parquet"
        verdicts = found_verdicts(self.edition, instrument, self.nation, self.seed)
        each_once = np.ones(len(self.nation), np.int64)
        questions = questions_of(self.edition, instrument)
        self.current.update(indicator_means(questions, verdicts, each_once))
        adapters.write_wide(self.place / name, {"agency": self.nation.codes, **verdicts})
        self.progress(name, 1, 1)

    def write_history(self) -> tuple[int, ...]:
        """Write the indicators of the years before; who is new has none."""
        old = ~self.nation.first_year
        past = past_scores(self.current, self.seed)
        years = tuple(self.edition.year_be - ago for ago in range(1, len(past) + 1))
        columns: adapters.Columns = {
            "agency": np.tile(self.nation.codes[old], len(years)),
            "year_be": np.repeat(np.array(years, np.uint16), int(old.sum())),
        }
        names = []
        for number in self.edition.of_kind(Kind.INDICATOR):
            code = self.edition.nodes[number].code
            names.append(f"indicator{code}")
            columns[names[-1]] = np.concatenate([year[code][old] for year in past])
        adapters.write_scores(self.place / "previous.parquet", columns, scores=names)
        self.progress("previous.parquet", 1, 1)
        return years
