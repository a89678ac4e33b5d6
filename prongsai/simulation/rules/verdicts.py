"""What the evaluators find on the checklist: most discloses well, a tail does not."""

import numpy as np

from prongsai.methodology.edition.tree import Edition, Node
from prongsai.simulation.rules.agencies import Agencies
from prongsai.simulation.rules.chance import Floats, even_normal, stream
from prongsai.simulation.rules.questions import Bytes

#: The latent number of an ordinary agency above the step between passed and failed.
EASE = 2.05
#: How much of it quality explains, and how agencies differ in diligence besides.
BY_QUALITY, DILIGENCE, CARELESS_TAIL = 1.1, 0.74, 0.1
DIFFICULTY = 0.3
#: Each leaf of a checklist is this much harder than the one before: prevention of corruption
#: comes last, and is disclosed least.
LATER_IS_HARDER = 0.014
MIDDLE_LEAF = 21
#: Passed, but with advice; and between failed and passed, where a scale has such verdicts.
ADVISED, HALF_WAY = 0.05, 0.5


def found_verdicts(
    edition: Edition, instrument: str, agencies: Agencies, seed: int
) -> dict[str, Bytes]:
    """Judge every agency on a checklist.

    Out:     leaf -> position of the verdict per agency
    Missing: where the scale can say so, the last leaf does not apply to first-year agencies
    """
    leaves = [edition.nodes[n] for n in edition.leaves if edition.instrument_of(n) == instrument]
    level = _level(agencies, stream(seed, edition.id, instrument, "diligence"))
    found = {}
    for number, leaf in enumerate(leaves):
        random = stream(seed, edition.id, instrument, "verdict", leaf.code)
        harder = LATER_IS_HARDER * (number - MIDDLE_LEAF) + random.normal(0.0, DIFFICULTY)
        found[leaf.code] = _verdicts(leaf, level - harder, random)
    if blank := _not_applicable(leaves[-1]):
        found[leaves[-1].code][agencies.first_year] = blank
    return found


def _level(agencies: Agencies, random: np.random.Generator) -> Floats:
    normal = even_normal(random, len(agencies))
    diligence = DILIGENCE * normal - CARELESS_TAIL * np.minimum(normal + 1.0, 0.0) ** 2
    level: Floats = EASE + BY_QUALITY * agencies.quality + diligence
    return np.where(agencies.coached, EASE, level)


def _verdicts(leaf: Node, level: Floats, random: np.random.Generator) -> Bytes:
    """Judge one leaf by what its options mean: their points, and whether they are weak."""
    worth = [(p, n) for n, p in enumerate(leaf.points, 1) if p is not None]
    best, least = max(worth)[0], min(worth)[0]
    full = [n for p, n in worth if p == best]
    advised = [n for n in full if leaf.options[n - 1].weak]
    passed = next((n for n in full if n not in advised), full[0])
    between = [n for p, n in worth if least < p < best]
    failed = next(n for p, n in worth if p == least)
    latent = level + random.logistic(0.0, 0.6, len(level))
    luck = random.random(len(level))
    verdict = np.full(len(level), passed, np.uint8)
    if advised:
        verdict[luck < ADVISED] = advised[0]
    if between:
        verdict[latent < HALF_WAY] = between[0]
    verdict[latent < 0.0] = failed
    return verdict


def _not_applicable(leaf: Node) -> int:
    """Return the position of the verdict that counts for nothing; 0 if there is none."""
    return next((n for n, points in enumerate(leaf.points, 1) if points is None), 0)
