"""What of last year's disclosures can be taken over."""

from dataclasses import dataclass

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.evidence.models import Disclosure
from prongsai.evidence.queries.checklist import filled
from prongsai.evidence.queries.verdicts import checklist_of


@dataclass(frozen=True)
class Carrying:
    """What would be carried over: from the round of which year, and old disclosures by item."""

    year_be: int
    items: dict[str, Disclosure]
    #: Old items that the list of this year no longer has in the same words.
    gone: tuple[str, ...]
    #: Items that have something this year already.
    begun: tuple[str, ...]


def carrying(participation: Participation) -> Carrying | None:
    """Return what of the latest earlier round can be taken over; None where there is none.

    Items are the same when their words are: the list changes with the years.
    """
    earlier = _before(participation)
    if earlier is None:
        return None
    then, today = (_wordings(each) for each in (earlier, participation))
    kept = {words: item for item, words in today.items()}
    begun = set(filled(participation).values_list("item", flat=True))
    old = {one.item: one for one in filled(earlier).prefetch_related("links", "files")}
    found = {kept[then[item]]: one for item, one in old.items() if then.get(item) in kept}
    return Carrying(
        earlier.round.year_be,
        {item: one for item, one in found.items() if item not in begun},
        tuple(item for item in old if then.get(item) not in kept),
        tuple(item for item in found if item in begun),
    )


def _before(participation: Participation) -> Participation | None:
    """Return the agency's participation in the latest round before this one."""
    round_ = participation.round
    earlier = Participation.objects.filter(
        agency=participation.agency_id,
        round__framework=round_.framework,
        round__year_be__lt=round_.year_be,
    )
    return earlier.select_related("round").order_by("-round__year_be").first()


def _wordings(participation: Participation) -> dict[str, str]:
    edition = frozen_edition(participation.round.edition_id)
    return {item: edition.nodes[leaf].text.th for item, leaf in checklist_of(edition).items()}
