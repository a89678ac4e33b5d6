"""Agencies in a round as a reader may see them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page
from django.db.models import Q, QuerySet

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.rules import AgencyNotKnown, RoundUnknown
from prongsai.assessments.rules.headcounts import APPROVAL_NAMES, Approval, approval_of
from prongsai.assessments.rules.rights import require_reader
from prongsai.directory.queries import seen_by
from prongsai.directory.rules import Actor, require_sight
from prongsai.foundation.queries.paging import page_of
from prongsai.methodology.thai import squeezed
from prongsai.methodology.wording import Text, same

#: Agencies on a page of the list.
_TOLD = Q(staff__isnull=False) | Q(public__isnull=False)
_IN = {
    Approval.MISSING: ~_TOLD & Q(approved_at=None),
    Approval.WAITING: _TOLD & Q(approved_at=None),
    Approval.APPROVED: Q(approved_at__isnull=False),
}


@dataclass(frozen=True)
class AgencyInRound:
    """An agency in a round; heads are None where they were not told."""

    agency: int
    code: str
    name: Text
    group: Text
    ministry: str
    province: str
    staff: int | None
    public: int | None
    approval: Approval
    approved_at: datetime | None
    approved_by: str

    @property
    def approval_name(self) -> Text:
        """How far its headcounts are, in words."""
        return APPROVAL_NAMES[self.approval]


@dataclass(frozen=True)
class Looked:
    """Which agencies of a round somebody looks at; "" is no filter."""

    search: str = ""
    approval: str = ""
    page: int = 1


def agencies_in_round(
    framework: str, year_be: int, looked: Looked, *, reader: Actor
) -> Page[AgencyInRound]:
    """Return a page of the agencies in a round that a reader sees, by name.

    Raises:
        NotAllowed: who has no part in running rounds sees none.
    """
    require_reader(reader)
    seen = _in_round(framework, year_be).filter(seen_by(reader, agency="agency"))
    if looked.search:
        seen = seen.filter(agency__searched__contains=squeezed(looked.search))
    if looked.approval in {*Approval}:
        seen = seen.filter(_IN[Approval(looked.approval)])
    ordered = seen.order_by("agency__name_th", "agency__code")
    return page_of(ordered, looked.page, lambda some: map(_row, some))


def agency_in_round(framework: str, year_be: int, code: str, *, reader: Actor) -> AgencyInRound:
    """Return one agency in a round.

    Raises:
        RoundUnknown, AgencyNotKnown: there is no such round, or the agency takes no part in it.
        NotAllowed: the reader may not see it.
    """
    require_reader(reader)
    found = _in_round(framework, year_be).filter(agency__code=code).first()
    if found is None:
        if not _in_round(framework, year_be).exists():
            raise RoundUnknown(year=year_be)
        raise AgencyNotKnown(codes=code)
    require_sight(reader, agency=found.agency_id, ministry=found.ministry)
    return _row(found)


def own_agencies(reader: Actor) -> dict[tuple[str, int], list[AgencyInRound]]:
    """Return the agencies that somebody works for, by the round (framework, year) they are in."""
    found: dict[tuple[str, int], list[AgencyInRound]] = defaultdict(list)
    for one in _related().filter(agency__in=sorted(reader.agencies)).order_by("agency__code"):
        found[one.round.framework, one.round.year_be].append(_row(one))
    return found


def _related() -> QuerySet[Participation]:
    return Participation.objects.select_related("round", "agency", "approved_by")


def _in_round(framework: str, year_be: int) -> QuerySet[Participation]:
    return _related().filter(round__framework=framework, round__year_be=year_be)


def _row(found: Participation) -> AgencyInRound:
    agency = found.agency
    thai = agency.name_th or agency.name_en or agency.code
    types = frozen_edition(found.round.edition_id).rules.agency_types
    names = {kind.code: kind.name for kind in types}
    return AgencyInRound(
        agency=agency.pk,
        code=agency.code,
        name=Text(thai, agency.name_en or thai),
        group=names.get(found.group, same(found.group)),
        ministry=found.ministry,
        province=found.province,
        staff=found.staff,
        public=found.public,
        approval=approval_of(found.staff, found.public, is_approved=bool(found.approved_at)),
        approved_at=found.approved_at,
        approved_by=str(found.approved_by or ""),
    )
