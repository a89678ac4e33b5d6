"""The shape of an edition's files. The published JSON Schemas are made from these classes."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from prongsai.methodology.wording import Text

Points = Annotated[
    Decimal,
    Field(ge=0, le=100, decimal_places=2),
    # No multipleOf: to a checker that divides floats 70.52 is no multiple of 0.01.
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100}),
]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=40)]
Count = Annotated[int, Field(ge=0)]


class Record(BaseModel):
    """A fact that says whether anybody could confirm it, and where it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    confirmed: bool = Field(
        default=True, description="false: nobody could confirm it; users are told so"
    )
    note: Text | None = Field(None, description="what is doubtful, or why it is so")
    source: str | None = Field(None, description="where it was read, computed or inferred")


class Rounding(Record):
    decimals: Literal[2] = Field(description="decimals of a published score")
    method: Literal["half_up"]
    decide_on: Literal["rounded"] = Field(
        description="levels, measures, ranks and weak points compare the rounded score"
    )


Absence = Literal["leave_out", "no_score"]


class Missing(Record):
    """What happens to a mean when something below it has no score."""

    part: Absence
    item: Absence
    sub_indicator: Absence
    indicator: Absence
    instrument: Absence


class Level(Record):
    """A level and the least that earns it; the first whose conditions all hold is the level."""

    code: Code
    name: Text
    total_min: Points
    instruments_min: dict[Code, Points] = {}


class MeasureLevel(Record):
    code: Literal["maintain", "raise", "urgent"]
    name: Text
    min: Points
    text: Text = Field(description="what is to be done at this level")


class Target(Record):
    score: Points
    level: Code | None = None


class Sampling(Record):
    """How many must answer at the least: a share of the population, or a fixed number."""

    instrument: Code
    agency_types: list[Code] = Field([], description="empty: every type")
    share_percent: Points | None = None
    at_least: Count | None = None
    enough: Count | None = Field(None, description="no more than this need answer")
    enough_above: Count | None = Field(None, description="... when the population is larger")
    minimum: Count | None = Field(None, description="a fixed number instead of a share")


class Phase(Record):
    code: Code
    name: Text
    starts: date | None = None
    ends: date | None = None


class AgencyType(Record):
    code: Code
    name: Text
    count: Count | None = None


class Statistics(Record):
    confidence_percent: Points
    smallest_group: Annotated[int, Field(ge=2)] = Field(
        description="a group of fewer respondents is never shown apart"
    )


class NationalResult(Record):
    """What was published about the whole country in this year."""

    agencies: Count | None = None
    responses: Count | None = None
    mean_total: Points | None = None
    passed_percent: Points | None = None


class EditionFile(Record):
    """edition.yaml: the year, its rules and its calendar."""

    framework: Code
    year_be: Annotated[int, Field(gt=0)]
    name: Text
    starts: date
    ends: date
    rounding: Rounding
    missing: Missing
    levels: Annotated[list[Level], Field(min_length=1)]
    measure_levels: Annotated[list[MeasureLevel], Field(min_length=1)]
    target: Target
    statistics: Statistics
    sampling: list[Sampling] = []
    phases: list[Phase] = []
    agency_types: list[AgencyType] = []
    national_result: NationalResult | None = None
    unknown: list[Record] = Field([], description="open questions that no other place holds")


class Instrument(Record):
    code: Code
    name: Text
    kind: Literal["survey", "checklist"]
    answered_by: Literal["staff", "public", "evaluator"]
    weight: Points = Field(description="share of the total in percent; all together 100")


class SubIndicator(Record):
    code: Code
    name: Text


class Indicator(Record):
    no: Annotated[int, Field(gt=0)]
    instrument: Code
    name: Text
    mean_of: Literal["items", "sub_indicators"]
    sub_indicators: list[SubIndicator] = []


class IndicatorsFile(Record):
    """indicators.yaml: instruments with weights, indicators, sub-indicators."""

    instruments: Annotated[list[Instrument], Field(min_length=1)]
    indicators: Annotated[list[Indicator], Field(min_length=1)]


class Option(Record):
    """One answer; its place in the scale (1, 2, ...) is what a stored response keeps."""

    code: Code
    text: Text
    points: Points | None = Field(description="null: the answer leaves the mean")
    aliases: list[str] = Field([], description="other words for it in files that are read")
    weak: bool = Field(
        default=False, description="of a checklist: a weak point although its points are full"
    )


class Scale(Record):
    options: Annotated[list[Option], Field(min_length=2, max_length=200)]


class Part(Record):
    code: Code
    text: Text
    polarity: Literal["positive", "negative"] | None = Field(
        None, description="default: the item's"
    )
    scale: Code | None = Field(None, description="default: the item's")
    keywords: list[str] = Field(
        [], description="words that tell this part from its sisters in printed reports"
    )


Check = Literal[
    "reachable",
    "not_a_login",
    "year_mentioned",
    "fresh",
    "months_present",
    "has_phone",
    "has_address",
    "has_map",
    "machine_readable",
    "words",
]


class Criterion(Record):
    """What an item of a checklist is judged by, and what a machine can say about it beforehand."""

    text: Text
    check: Check | None = Field(None, description="null: a person alone can tell")
    words: list[str] = Field([], description='of the check "words": each of them must be found')
    days: Count | None = Field(
        None, description='of the check "fresh": how old the latest date may be at the most'
    )


class Item(Record):
    code: Code
    indicator: Annotated[int, Field(gt=0)]
    sub_indicator: Code | None = None
    text: Text
    scale: Code
    polarity: Literal["positive", "negative"] = Field(
        "positive", description="negative: the first option earns the points of the last"
    )
    asks_about_pressure: bool = Field(
        default=False,
        description="of a survey: it asks whether somebody told the person what to answer; "
        "any answer below the best says yes",
    )
    parts: list[Part] = []
    criteria: list[Code] = Field(
        [], description="of a checklist: codes of the criteria that it is judged by, in order"
    )
    answered_by: list[Literal["analysis", "annual"]] = Field(
        [], description="of a checklist: kinds of reports made here that are what it asks for"
    )


class InstrumentFile(Record):
    """iit.yaml, eit.yaml, oit.yaml: the questions or the checklist of one instrument."""

    instrument: Code
    scales: dict[Code, Scale]
    criteria: dict[Code, Criterion] = Field(
        {}, description="of a checklist: what its items are judged by; items name them by code"
    )
    items: Annotated[list[Item], Field(min_length=1)]
