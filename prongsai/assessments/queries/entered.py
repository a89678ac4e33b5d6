"""An agency in a round, for who may read about it."""

from prongsai.assessments.models import Participation, Round
from prongsai.assessments.rules import AgencyNotKnown, RoundUnknown
from prongsai.directory.rules import Actor, require_sight
from prongsai.methodology.wording import Text


def entered(framework: str, year_be: int, agency: str, *, reader: Actor) -> Participation:
    """Return an agency's part in a round.

    Raises:
        RoundUnknown, AgencyNotKnown: there is no such round, or it takes no part in it.
        NotAllowed: the reader may not read about it.
    """
    found = Participation.objects.select_related("round", "agency").filter(
        round__framework=framework, round__year_be=year_be, agency__code=agency.replace("\0", "")
    )
    participation = found.first()
    if participation is None:
        if not Round.objects.filter(framework=framework, year_be=year_be).exists():
            raise RoundUnknown(year=year_be)
        raise AgencyNotKnown(codes=agency)
    require_sight(reader, agency=participation.agency_id, ministry=participation.ministry)
    return participation


def name_of(participation: Participation) -> Text:
    """Return what an agency is called."""
    body = participation.agency
    thai = body.name_th or body.name_en or body.code
    return Text(thai, body.name_en or thai)
