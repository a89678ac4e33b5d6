"""Who judges what, and how far they are."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import name_of
from prongsai.directory.models import Duty, User
from prongsai.directory.rules import Actor, Role
from prongsai.evidence.models import Allotment, Verdict
from prongsai.evidence.queries.judged import own_stages, require_reviewer
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.evidence.rules.review import STAGE_WORDS
from prongsai.evidence.rules.states import DRAWN_STAGES, Stage
from prongsai.foundation.queries.paging import page_of
from prongsai.methodology.wording import Text, same


@dataclass(frozen=True)
class Review:
    """An agency that an evaluator judges: how many of its items they have judged."""

    framework: str
    year_be: int
    agency: str
    name: Text
    stage: Stage
    evaluator: str
    judged: int
    total: int
    #: The first item without a verdict of theirs, in the order of the edition; "" when all have.
    next_item: str = ""

    @property
    def stage_name(self) -> Text:
        """Whether they are the first or the second to judge."""
        return STAGE_WORDS[self.stage]

    @property
    def left(self) -> int:
        """Items still to be judged."""
        return self.total - self.judged


@dataclass(frozen=True)
class AgencyReviews:
    """An agency of a round with those who judge it; None where nobody was drawn yet."""

    agency: str
    name: Text
    first: Review | None
    second: Review | None


@dataclass(frozen=True)
class RoundReviews:
    """How far the judging of a round is; items are counted where an evaluator was drawn."""

    framework: str
    year_be: int
    agencies: int
    #: Agencies that have a first evaluator, and a second one.
    first: int
    second: int
    judged: int
    to_judge: int

    def lacking(self, stage: Stage) -> int:
        """Return how many agencies have no evaluator at a stage."""
        return self.agencies - (self.first if stage is Stage.FIRST else self.second)


@dataclass(frozen=True)
class Interest:
    """An evaluator whom the draw keeps from some agencies, and of whom these are."""

    evaluator: str
    places: tuple[Text, ...]


def own_reviews(reader: Actor, page: str | int = 1) -> Page[Review]:
    """Return a page of what an evaluator has to judge, the latest round first."""
    mine = (
        Allotment.objects.filter(evaluator=reader.user) if reader.user else Allotment.objects.none()
    )
    order = ("-participation__round__year_be", "participation__agency__code", "pk")
    return page_of(_related(mine).order_by(*order), page, _reviews)


def round_reviews(*, reader: Actor, round_: Round | None = None) -> list[RoundReviews]:
    """Return how far the judging is in each round, the latest first.

    Raises:
        NotAllowed
    """
    require_reviewer(reader)
    rounds = Round.objects.order_by("-year_be", "framework")
    rounds = rounds if round_ is None else rounds.filter(pk=round_.pk)
    return [_in_round(one) for one in rounds]


def agency_reviews(round_: Round, page: str | int, *, reader: Actor) -> Page[AgencyReviews]:
    """Return a page of the agencies of a round with those who judge them.

    Raises:
        NotAllowed
    """
    require_reviewer(reader)
    entered = Participation.objects.filter(round=round_).select_related("agency")
    return page_of(entered.order_by("agency__name_th", "agency__code"), page, _agencies)


def evaluators() -> int:
    """Return how many people can be drawn."""
    return User.objects.filter(_judging(), is_active=True).distinct().count()


def interests() -> list[Interest]:
    """Return the evaluators with duties for agencies or ministries, which they do not judge."""
    own = Q(agency__isnull=False) | ~Q(ministry="")
    duties = Duty.objects.filter(own, user__is_active=True, user__duties__role=Role.EVALUATOR.value)
    found: dict[str, list[Text]] = {}
    for duty in duties.select_related("user", "agency").order_by("user", "pk").distinct():
        found.setdefault(str(duty.user), []).append(_place(duty))
    return [Interest(name, tuple(places)) for name, places in found.items()]


def next_item(participation: Participation, *, reader: Actor, after: str = "") -> str:
    """Return the next item that has no verdict at the reader's stage; "" when all have one."""
    items = list(checklist_of(frozen_edition(participation.round.edition_id)))
    judged = set(_own(participation, reader).values_list("disclosure__item", flat=True))
    place = items.index(after) + 1 if after in items else 0
    return next((item for item in [*items[place:], *items[:place]] if item not in judged), "")


def items_judged(participation: Participation, *, reader: Actor) -> list[tuple[str, Text | None]]:
    """Return every item with the last verdict at the reader's stage; None where there is none."""
    edition = frozen_edition(participation.round.edition_id)
    told = _own(participation, reader).order_by("pk")
    said = dict(told.values_list("disclosure__item", "option"))
    names = {
        item: {option.code: option.text for option in edition.nodes[leaf].options}
        for item, leaf in checklist_of(edition).items()
    }
    return [(item, names[item].get(said.get(item, ""))) for item in names]


def _own(participation: Participation, reader: Actor) -> QuerySet[Verdict]:
    """Return what was said at the reader's stage: by whoever had it before them, too."""
    own = own_stages(participation, reader)
    return Verdict.objects.filter(disclosure__participation=participation, stage__in=own)


def _judging() -> Q:
    return Q(duties__role=Role.EVALUATOR.value)


def _place(duty: Duty) -> Text:
    if duty.agency is None:
        return same(duty.ministry)
    thai = duty.agency.name_th or duty.agency.code
    return Text(thai, duty.agency.name_en or thai)


def _related(allotments: QuerySet[Allotment]) -> QuerySet[Allotment]:
    return allotments.select_related("participation__agency", "participation__round", "evaluator")


def _reviews(allotments: list[Allotment]) -> list[Review]:
    places = [one.participation_id for one in allotments]
    verdicts = Verdict.objects.filter(disclosure__participation__in=places)
    judged: dict[tuple[int, str], set[str]] = {}
    told = verdicts.values_list("disclosure__participation", "stage", "disclosure__item")
    for place, stage, item in told:
        judged.setdefault((place, stage), set()).add(item)
    return [
        _review(one, judged.get((one.participation_id, one.stage), set())) for one in allotments
    ]


def _review(allotment: Allotment, judged: set[str]) -> Review:
    participation = allotment.participation
    items = list(checklist_of(frozen_edition(participation.round.edition_id)))
    return Review(
        framework=participation.round.framework,
        year_be=participation.round.year_be,
        agency=participation.agency.code,
        name=name_of(participation),
        stage=Stage(allotment.stage),
        evaluator=str(allotment.evaluator),
        judged=len(judged),
        total=len(items),
        next_item=next((item for item in items if item not in judged), ""),
    )


def _agencies(found: list[Participation]) -> list[AgencyReviews]:
    drawn = Allotment.objects.filter(participation__in=[one.pk for one in found])
    by = {(one.agency, one.stage): one for one in _reviews(list(_related(drawn)))}
    return [
        AgencyReviews(
            one.agency.code,
            name_of(one),
            *(by.get((one.agency.code, stage)) for stage in DRAWN_STAGES),
        )
        for one in found
    ]


def _in_round(round_: Round) -> RoundReviews:
    drawn = dict(
        Allotment.objects.filter(participation__round=round_)
        .values_list("stage")
        .annotate(Count("pk"))
    )
    own = Q(stage__in=[stage.value for stage in DRAWN_STAGES])
    judged = Verdict.objects.filter(own, disclosure__participation__round=round_)
    items = len(checklist_of(frozen_edition(round_.edition_id)))
    first, second = (drawn.get(stage.value, 0) for stage in DRAWN_STAGES)
    return RoundReviews(
        round_.framework,
        round_.year_be,
        Participation.objects.filter(round=round_).count(),
        first,
        second,
        judged.values("disclosure", "stage").distinct().count(),
        items * (first + second),
    )
