"""Quotas of interviews: whose, for whom, how many are done; nothing of what was answered."""

from dataclasses import dataclass

from django.db.models import QuerySet

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import name_of
from prongsai.assessments.rules import RoundState
from prongsai.directory.models import Duty
from prongsai.directory.rules import Actor, Role, require_sight
from prongsai.methodology.wording import Text
from prongsai.surveys.models import Quota
from prongsai.surveys.rules.collecting import InterviewMode
from prongsai.surveys.rules.interviews import MODES, QuotaUnknown
from prongsai.surveys.rules.rights import require_interviewer


@dataclass(frozen=True)
class QuotaListed:
    """A quota: who asks about whom, how, and how far that is."""

    quota: int
    interviewer: str
    email: str
    agency: Text
    agency_code: str
    framework: str
    year_be: int
    edition: str
    #: Place among the edition's instruments, and its code there.
    instrument: int
    instrument_code: str
    mode: InterviewMode
    wanted: int
    asked: int
    collects: bool

    @property
    def how(self) -> Text:
        """How it is asked, in words."""
        return MODES[self.mode]

    @property
    def left(self) -> int:
        """How many interviews are left."""
        return max(0, self.wanted - self.asked)

    @property
    def filled(self) -> int:
        """How much of it is done, in hundredths of a percent."""
        return 10_000 if not self.wanted else 10_000 * self.asked // self.wanted

    @property
    def is_open(self) -> bool:
        """Whether another interview may be kept."""
        return self.collects and bool(self.left)


def quotas_of(participation: Participation, *, reader: Actor) -> list[QuotaListed]:
    """Return the quotas about an agency, by interviewer.

    Raises:
        NotAllowed: the reader may not read about the agency.
    """
    require_sight(reader, agency=participation.agency_id, ministry=participation.ministry)
    return _listed(Quota.objects.filter(participation=participation).order_by("interviewer", "pk"))


def own_quotas(reader: Actor) -> list[QuotaListed]:
    """Return the reader's own quotas: the latest year first, by agency.

    Raises:
        NotAllowed: the reader is no interviewer.
    """
    require_interviewer(reader)
    mine = Quota.objects.filter(interviewer=reader.user)
    return _listed(
        mine.order_by("-participation__round__year_be", "participation__agency__code", "pk")
    )


def own_quota(quota: int, *, reader: Actor) -> QuotaListed:
    """Return one of the reader's own quotas.

    Raises:
        NotAllowed: the reader is no interviewer.
        QuotaUnknown: there is none, or it is another's.
    """
    require_interviewer(reader)
    found = _listed(Quota.objects.filter(interviewer=reader.user, pk=quota))
    if not found:
        raise QuotaUnknown()
    return found[0]


def interviewers() -> list[tuple[str, str]]:
    """Return address and name of everybody who may be given a quota."""
    duties = Duty.objects.filter(role=Role.INTERVIEWER, user__is_active=True)
    return sorted({(duty.user.email, str(duty.user)) for duty in duties.select_related("user")})


def surveys_asked_aloud(edition: str) -> dict[str, int]:
    """Return the surveys of the public -> their place among a frozen edition's instruments."""
    return {
        told.code: place
        for place, told in enumerate(frozen_edition(edition).structure.instruments)
        if told.kind == "survey" and told.answered_by == "public"
    }


def _listed(quotas: QuerySet[Quota]) -> list[QuotaListed]:
    found = quotas.select_related("interviewer", "participation__agency", "participation__round")
    return [_one(quota) for quota in found]


def _one(quota: Quota) -> QuotaListed:
    participation = quota.participation
    round_ = participation.round
    instruments = frozen_edition(round_.edition_id).structure.instruments
    return QuotaListed(
        quota=quota.pk,
        interviewer=str(quota.interviewer),
        email=quota.interviewer.email,
        agency=name_of(participation),
        agency_code=participation.agency.code,
        framework=round_.framework,
        year_be=round_.year_be,
        edition=round_.edition_id,
        instrument=quota.instrument,
        instrument_code=instruments[quota.instrument].code,
        mode=InterviewMode(quota.mode),
        wanted=quota.wanted,
        asked=quota.asked,
        collects=round_.state == RoundState.COLLECTING,
    )
