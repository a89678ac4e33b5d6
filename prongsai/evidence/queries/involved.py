"""Who has had a part in judging which agency, and who may still get one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.queries.entered import name_of
from prongsai.directory.models import Duty, User
from prongsai.directory.rules import Role
from prongsai.evidence.models import Allotment, Replacement, Verdict
from prongsai.evidence.rules.review import STAGE_WORDS, Judge, Judged, NotDrawn, is_free
from prongsai.evidence.rules.states import Stage
from prongsai.methodology.wording import Text


@dataclass(frozen=True)
class Replaced:
    """That somebody took an agency over from an evaluator."""

    agency: str
    name: Text
    stage: Stage
    before: str
    after: str
    reason: str
    at: datetime

    @property
    def stage_name(self) -> Text:
        """At which stage they judge."""
        return STAGE_WORDS[self.stage]


def judges() -> list[Judge]:
    """Return all evaluators, with the agencies and ministries for which they have duties."""
    duties = Duty.objects.filter(user__duties__role=Role.EVALUATOR.value, user__is_active=True)
    agencies: dict[int, set[int]] = {}
    ministries: dict[int, set[str]] = {}
    for user, agency, ministry in duties.values_list("user", "agency", "ministry"):
        agencies.setdefault(user, set()).update({agency} - {None})
        ministries.setdefault(user, set()).update({ministry} - {""})
    evaluators = User.objects.filter(duties__role=Role.EVALUATOR.value, is_active=True)
    return [
        Judge(user, frozenset(agencies.get(user, ())), frozenset(ministries.get(user, ())))
        for user in evaluators.order_by("pk").values_list("pk", flat=True).distinct()
    ]


def involved_with(participation: Participation) -> frozenset[int]:
    """Return who is to judge an agency, was to, or has judged an item of it."""
    drawn = Allotment.objects.filter(participation=participation).values_list("evaluator")
    replaced = Replacement.objects.filter(participation=participation).values_list("before")
    said = Verdict.objects.filter(disclosure__participation=participation, by__isnull=False)
    return frozenset(user for (user,) in drawn.union(replaced, said.values_list("by")))


def places_of(user: int | None) -> QuerySet[Participation]:
    """Return the participations that are somebody's to judge, or were before a replacement."""
    if user is None:
        return Participation.objects.none()
    own = Q(allotment__evaluator=user) | Q(replacement__before=user)
    return Participation.objects.filter(own).distinct()


def to_judge(participation: Participation) -> Judged:
    """Return an agency to be judged, with those who must not judge it again."""
    agency = participation.agency
    before = involved_with(participation)
    return Judged(participation.pk, agency.pk, agency.code, participation.ministry, before)


def reviewer(participation: Participation, stage: Stage) -> str:
    """Return who judges an agency at a stage.

    Raises:
        NotDrawn
    """
    own = Allotment.objects.filter(participation=participation, stage=stage.value)
    found = own.select_related("evaluator").first()
    if found is None:
        raise NotDrawn(agency=participation.agency.code, stage=STAGE_WORDS[stage])
    return str(found.evaluator)


def replacements(round_: Round) -> list[Replaced]:
    """Return who was replaced in a round, the latest first; for those who may see who judges."""
    related = Replacement.objects.select_related("participation__agency", "before", "after")
    found = related.filter(participation__round=round_).order_by("-pk")
    return [
        Replaced(
            one.participation.agency.code,
            name_of(one.participation),
            Stage(one.stage),
            str(one.before),
            str(one.after),
            one.reason,
            one.replaced_at,
        )
        for one in found
    ]


def candidates(participation: Participation) -> QuerySet[User]:
    """Return the evaluators who may take an agency over: without any part or interest in it."""
    one = to_judge(participation)
    free = [judge.user for judge in judges() if is_free(judge, one)]
    return User.objects.filter(pk__in=free).order_by("name", "email")
