"""How sure one score of one agency is."""

import numpy as np

from prongsai.methodology.intervals import Margin, margin_of_mean
from prongsai.results.queries.histories import AgencyYear


def margin_of_node(year: AgencyYear, node: int) -> Margin:
    """Return the margin of an item or an indicator of an agency's year.

    Missing: not a number where answers were not counted here; a checklist is no sample: 0
    """
    edition, parts = year.edition, year.round.part_margins
    if edition.is_checklist(node):
        return Margin(np.array(0.0), np.array(0.0))
    mine = [
        place
        for place, column in enumerate(parts.columns)
        if _is_below(year, edition.leaves[column], node)
    ]
    if not mine:
        return Margin(np.array(np.nan), np.array(np.nan))
    row = slice(year.row, year.row + 1)
    shares = [float(edition.shares[edition.leaves[parts.columns[place]]]) for place in mine]
    asked = np.where(parts.answered[row, mine] > 0, shares, 0.0)
    some = Margin(parts.margin.half_width[row, mine], parts.margin.standard_error[row, mine])
    whole = margin_of_mean(some, asked)
    return Margin(whole.half_width[0], whole.standard_error[0])


def _is_below(year: AgencyYear, leaf: int, node: int) -> bool:
    nodes = year.edition.nodes
    while leaf > node:
        leaf = nodes[leaf].parent
    return leaf == node
