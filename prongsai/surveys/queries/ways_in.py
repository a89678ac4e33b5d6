"""Ways in, as those who opened them see them."""

from dataclasses import dataclass

from django.db.models import Count

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.directory.rules import Actor, require_sight
from prongsai.methodology.wording import Text
from prongsai.surveys.models import Gate
from prongsai.surveys.rules.collecting import GateKind, GateUnknown
from prongsai.surveys.rules.rights import may_open


@dataclass(frozen=True)
class WayListed:
    """A way in: for which survey, where it hangs, how many of its codes are left."""

    #: What its address ends with; "" for who may not write about the agency.
    token: str
    instrument: str
    name: Text
    kind: GateKind
    place: str
    is_closed: bool
    codes_made: int
    codes_left: int

    @property
    def takes_codes(self) -> bool:
        """Whether it wants a one-time code."""
        return self.kind is GateKind.CODES


def ways_in(participation: Participation, *, reader: Actor) -> list[WayListed]:
    """Return the ways in of an agency: open ones first, by survey and place.

    Raises:
        NotAllowed: the reader may not read about the agency.
    """
    require_sight(reader, agency=participation.agency_id, ministry=participation.ministry)
    instruments = frozen_edition(participation.round.edition_id).structure.instruments
    tells = may_open(reader, participation.agency_id)
    gates = Gate.objects.filter(participation=participation).annotate(left=Count("codes"))
    return [
        WayListed(
            token=gate.token if tells else "",
            instrument=instruments[gate.instrument].code,
            name=instruments[gate.instrument].name,
            kind=GateKind(gate.kind),
            place=gate.place,
            is_closed=gate.is_closed,
            codes_made=gate.codes_made,
            codes_left=gate.left,
        )
        for gate in gates.order_by("is_closed", "instrument", "place", "pk")
    ]


def gate_of(participation: Participation, token: str) -> Gate:
    """Return a way in of an agency.

    Raises:
        GateUnknown: the agency has none of this address.
    """
    gates = Gate.objects.select_related("participation__round")
    gate = gates.filter(participation=participation, token=token.replace("\0", "")).first()
    if gate is None:
        raise GateUnknown()
    return gate
