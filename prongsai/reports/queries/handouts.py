"""What is handed out to lead people into a survey."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from prongsai.assessments.models import Phase
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import entered, name_of
from prongsai.assessments.rules import RoundState
from prongsai.directory.rules import Actor
from prongsai.reports.rules.handouts import MOST_SLIPS, Handout
from prongsai.surveys.models import Gate
from prongsai.surveys.queries.coverage import coverage
from prongsai.surveys.queries.gates import codes_left
from prongsai.surveys.queries.ways_in import gate_of
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.rules.gates import GateShut, codes_still_needed, require_before_the_end
from prongsai.surveys.rules.rights import require_opener

#: The phase of a round in which surveys are answered.
_COLLECTION = "collection"


def open_way(framework: str, year_be: int, agency: str, token: str, *, reader: Actor) -> Gate:
    """Return a way in that can be handed out, for who may do so.

    Raises:
        AgencyNotKnown, GateUnknown.
        NotAllowed: the agency's coordinator and the central administrator may.
        CollectingEnded, GateShut: nobody comes in there any more.
    """
    participation = entered(framework, year_be, agency, reader=reader)
    require_opener(reader, participation.agency_id)
    gate = gate_of(participation, token)
    require_before_the_end(RoundState(participation.round.state))
    if gate.is_closed:
        raise GateShut()
    return gate


def handout_of(gate: Gate, *, site: str) -> Handout:
    """Return what people are told of a way in; `site` is the address of the site."""
    participation = gate.participation
    edition = frozen_edition(participation.round.edition_id)
    instrument = edition.structure.instruments[gate.instrument]
    return Handout(
        agency=name_of(participation),
        instrument=instrument.code,
        survey=instrument.name,
        answered_by=instrument.answered_by,
        assessment=edition.rules.name,
        place=gate.place,
        address=address_of(gate, site=site),
        takes_code=takes_codes(gate),
        closes_on=Phase.objects.filter(round=participation.round, code=_COLLECTION)
        .values_list("ends", flat=True)
        .first(),
    )


def takes_codes(gate: Gate) -> bool:
    """Whether a way in wants a one-time code."""
    return gate.kind == GateKind.CODES


def address_of(gate: Gate, *, site: str) -> str:
    """Return the whole address of a way in, in the language of the country."""
    with override(settings.LANGUAGE_CODE):
        return site.rstrip("/") + reverse("surveys:answer", args=[gate.token])


def slips_wanted(gate: Gate) -> int | None:
    """Return how many more slips let everybody answer; None where that is none or not known."""
    told = {one.instrument: one for one in coverage(gate.participation)}
    edition = frozen_edition(gate.participation.round.edition_id)
    survey = told.get(edition.structure.instruments[gate.instrument].code)
    if survey is None:
        return None
    wanted = codes_still_needed(survey.population, survey.came_in, codes_left(gate))
    return min(wanted, MOST_SLIPS) if wanted else None


def slips_without_use(gate: Gate) -> int:
    """Return how many codes of a way in nobody has used yet."""
    return codes_left(gate)
