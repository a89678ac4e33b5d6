"""Agencies that could take part in a round."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.rounds import RoundView
from prongsai.directory.models import Agency
from prongsai.methodology.wording import Text, same

_KINDS = ("group", "ministry", "province")


@dataclass(frozen=True)
class Kind:
    """Agencies of one type, ministry and province, as they are today; "" is no filter."""

    group: str = ""
    ministry: str = ""
    province: str = ""


@dataclass(frozen=True)
class Choice:
    """One value that agencies have, and how many have it."""

    value: str
    name: Text
    agencies: int


@dataclass(frozen=True)
class Candidates:
    """How many agencies are of a kind, and how many of them do not take part yet."""

    agencies: int
    new: int


def candidates(round_: RoundView, kind: Kind) -> Candidates:
    """Count the agencies of a kind that could take part."""
    there = Participation.objects.filter(
        round__framework=round_.framework, round__year_be=round_.year_be
    )
    counted = _of(kind).aggregate(
        agencies=Count("pk"), new=Count("pk", filter=~Q(pk__in=there.values("agency")))
    )
    return Candidates(**counted)


def candidate_codes(kind: Kind) -> list[str]:
    """Return the codes of all agencies of a kind."""
    return list(_of(kind).order_by("code").values_list("code", flat=True))


def kinds(round_: RoundView) -> dict[str, list[Choice]]:
    """Return by filter the values that agencies have today."""
    types = frozen_edition(round_.edition_sha256).rules.agency_types
    names = {one.code: one.name for one in types}
    found = {}
    for field in _KINDS:
        counted = Agency.objects.exclude(**{field: ""}).values_list(field).annotate(Count("pk"))
        found[field] = [
            Choice(value, names.get(value) or same(value), number)
            for value, number in counted.order_by(field)
        ]
    return found


def _of(kind: Kind) -> QuerySet[Agency]:
    wanted = {field: value for field in _KINDS if (value := getattr(kind, field))}
    return Agency.objects.filter(**wanted)
