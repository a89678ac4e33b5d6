"""Scores of so few people that showing them apart would show persons."""

from prongsai.methodology.edition.tree import Kind
from prongsai.results.queries.histories import AgencyYear


def hidden_codes(year: AgencyYear) -> frozenset[str]:
    """Return the items and parts of each indicator with a part that too few answered.

    Too few are less than the edition's smallest group. All of such an indicator, because a single
    hidden item would follow from its sisters and the mean. They count in every score above; what
    was published elsewhere is no secret and stays.
    """
    edition, margins = year.edition, year.round.part_margins
    smallest = edition.rules.statistics.smallest_group
    few = {
        edition.above(edition.leaves[column], Kind.INDICATOR)
        for column, answered in zip(margins.columns, margins.answered[year.row], strict=True)
        if 0 < answered < smallest
    }
    below = edition.of_kind(Kind.ITEM) + edition.of_kind(Kind.PART)
    hidden = [node for node in below if few and edition.above(node, Kind.INDICATOR) in few]
    return frozenset(edition.nodes[node].code for node in hidden)
