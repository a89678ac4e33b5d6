"""Which verdicts count."""

import numpy as np

from prongsai.assessments.models import Participation, Round
from prongsai.evidence.models import Disclosure, Verdict
from prongsai.evidence.rules.review import Decided, standing_place, standing_verdict
from prongsai.evidence.rules.states import Stage
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally, empty_tally

#: Participation and item.
Place = tuple[int, str]


def checklist_of(edition: Edition) -> dict[str, int]:
    """Return the items of an edition's checklists: code -> position."""
    checklists = {i.code for i in edition.structure.instruments if i.kind != "survey"}
    return {
        edition.nodes[leaf].code: leaf
        for leaf in edition.leaves
        if edition.instrument_of(leaf) in checklists
    }


def standing_verdicts(round_: Round, participation: int | None = None) -> dict[Place, str]:
    """Return what counts now: (participation, item) -> option; without those where nothing does."""
    verdicts = Verdict.objects.filter(disclosure__participation__round=round_)
    if participation is not None:
        verdicts = verdicts.filter(disclosure__participation=participation)
    given: dict[Place, list[Decided]] = {}
    for place, item, stage, option in verdicts.order_by("pk").values_list(
        "disclosure__participation", "disclosure__item", "stage", "option"
    ):
        given.setdefault((place, item), []).append(Decided(Stage(stage), option))
    found = {key: standing_verdict(several) for key, several in given.items()}
    return {key: option for key, option in found.items() if option is not None}


def standing_verdict_on(disclosure: Disclosure) -> Verdict | None:
    """Return the verdict on a disclosure that counts now; None while none does."""
    told = list(disclosure.verdicts.order_by("pk"))
    place = standing_place([Decided(Stage(one.stage), one.option) for one in told])
    return None if place is None else told[place]


def verdict_tally(round_: Round, edition: Edition) -> Tally:
    """Return the verdicts that count as a tally: one for the option of each item.

    Out:     the agencies that have any, in the order of their codes
    Missing: an item on which nothing counts yet is in no count
    """
    standing = standing_verdicts(round_)
    codes = dict(
        Participation.objects.filter(pk__in={place for place, _ in standing}).values_list(
            "pk", "agency__code"
        )
    )
    agencies = tuple(sorted(codes.values()))
    tally = empty_tally(edition, agencies, 1)
    row = {code: number for number, code in enumerate(agencies)}
    column = {leaf: number for number, leaf in enumerate(edition.leaves)}
    items = checklist_of(edition)
    places = {
        code: {option.code: n for n, option in enumerate(edition.nodes[leaf].options)}
        for code, leaf in items.items()
    }
    for (place, item), option in standing.items():
        if item in items and option in places[item]:
            where = row[codes[place]], column[items[item]], places[item][option]
            tally.counts[where] = np.array(1, tally.counts.dtype)
    return tally
