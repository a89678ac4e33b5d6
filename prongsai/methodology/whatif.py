"""What if: set any scores of an agency and see what follows, everything else being equal."""

from fractions import Fraction

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.exact import MILLIONTHS, MISSING, half_up
from prongsai.methodology.known import Known
from prongsai.methodology.rounding import exact_score
from prongsai.methodology.tally import Integers, Tally

#: Two published figures differ by no more than this from rounding alone.
ROUNDING = Fraction(1, 100)


class NothingToCompare(ValueError):
    """A published mean cannot follow a change below it: the old score there is not known."""

    def __init__(self, code: str, above: str) -> None:
        super().__init__(f"{code}: no score yet, and {above} is given")
        self.code = code
        self.above = above


def with_score(edition: Edition, known: Known, *, agency: int, node: int, points: int) -> Known:
    """Return what would be known if one score were `points`.

    What was computed is computed anew. A published figure above the change is computed anew when
    all below it is known and agrees with it; otherwise it moves by its share of the change.

    In:    agency row, node position, points in millionths
    Raises:
        NothingToCompare: a published figure above would have to move, but the old score is unknown.
    """
    given, counts = known.given.copy(), known.tally.counts.copy()
    changed = Known(Tally(known.agencies, counts), given)
    path = [node, *_ancestors(edition, node)]
    before = [exact_score(edition, known, agency, step) for step in path]
    _set(edition, changed, agency, node, points)
    moved = None if before[0] is None else Fraction(points, MILLIONTHS) - before[0]
    for child, parent, was in zip(path, path[1:], before[1:], strict=False):
        if given[agency, parent] != MISSING:
            if _follows_from_children(edition, known, agency, parent):
                given[agency, parent] = MISSING
            elif moved is None:
                raise NothingToCompare(edition.nodes[child].code, edition.nodes[parent].code)
            else:
                _move(given, agency, parent, moved * _weight(edition, child))
        now = exact_score(edition, changed, agency, parent)
        if was is not None and now is not None:
            moved = now - was
        elif moved is not None:
            # The mean itself is not known, but it moves by its share all the same.
            moved *= _weight(edition, child)
    return changed


def _move(given: Integers, agency: int, node: int, points: Fraction) -> None:
    """Move a published figure, as far as the scale goes."""
    value = Fraction(int(given[agency, node]), MILLIONTHS) + points
    given[agency, node] = min(max(half_up(value * MILLIONTHS), 0), 100 * MILLIONTHS)


def _ancestors(edition: Edition, node: int) -> list[int]:
    above = []
    while (node := edition.nodes[node].parent) >= 0:
        above.append(node)
    return above


def _set(edition: Edition, known: Known, agency: int, node: int, points: int) -> None:
    """Give a score, and the same to all that it is the mean of.

    A verdict is forgotten, its advice with it; answers stay, to say that the survey was held.
    """
    known.given[agency, node] = points
    if edition.nodes[node].is_leaf and edition.is_checklist(node):
        known.tally.counts[agency, edition.leaves.index(node)] = 0
    for child in edition.children[node]:
        _set(edition, known, agency, child, points)


def _follows_from_children(edition: Edition, known: Known, agency: int, node: int) -> bool:
    below = [exact_score(edition, known, agency, child) for child in edition.children[node]]
    if None in below:
        return False
    without = Known(known.tally, known.given.copy())
    without.given[agency, node] = MISSING
    computed = exact_score(edition, without, agency, node)
    stated = exact_score(edition, known, agency, node)
    return computed is not None and stated is not None and abs(computed - stated) <= ROUNDING


def _weight(edition: Edition, node: int) -> Fraction:
    sisters = edition.children[edition.nodes[node].parent]
    return Fraction(edition.nodes[node].weight, sum(edition.nodes[s].weight for s in sisters))
