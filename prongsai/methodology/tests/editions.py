"""Small but whole editions, and what may be known under them, for tests that try many."""

from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import strategies as st

from prongsai.methodology.edition.files import EditionFile, IndicatorsFile, InstrumentFile
from prongsai.methodology.edition.tree import grow
from prongsai.methodology.exact import MILLIONTHS, MISSING
from prongsai.methodology.known import Known
from prongsai.methodology.tally import Tally, shape_of

NAME = {"th": "ชื่อ", "en": "name"}
HUNDREDTHS = 100
#: Points that real scales have, and any others.
POINTS = st.one_of(
    st.sampled_from([0, 1, 25_00, 33_00, 33_33, 50_00, 66_67, 67_00, 85_00, 90_00, 100_00]),
    st.integers(0, 100 * HUNDREDTHS),
)
ABSENCE = st.sampled_from(["leave_out", "no_score"])
POLARITY = st.sampled_from(["positive", "negative"])
# Made once: to make what draws takes longer than to draw.
OF_PART, ONE_SCALE, ONE_OR_NONE = (
    st.none() | POLARITY, st.sampled_from("ab"), st.sampled_from([None, "a", "b"])
)  # fmt: skip
SCALE = st.lists(st.one_of(POINTS, POINTS, POINTS, st.none()), min_size=2, max_size=4)
ONE_IN_TEN, ONE_OR_TWO = st.integers(0, 9), st.integers(1, 2)
PARTS, SUBS = st.sampled_from([1, 1, 3, 4]), st.sampled_from([0, 0, 1, 2])
KIND = st.sampled_from(["survey", "survey", "checklist"])
USUAL_WEIGHTS = st.sampled_from([[3333, 3333, 3334], [3000, 3000, 4000], [5000, 5000]])
BOUNDS, WHETHER = st.lists(POINTS, max_size=3), st.booleans()


def in_points(hundredths):
    return Decimal(hundredths) / HUNDREDTHS


@st.composite
def weights(draw, most=4):
    """Return weights of one to `most` instruments in hundredths of a percent: 100 together."""
    cuts = draw(st.sets(st.integers(1, 100 * HUNDREDTHS - 1), max_size=most - 1))
    bounds = [0, *sorted(cuts), 100 * HUNDREDTHS]
    return draw(st.one_of(USUAL_WEIGHTS, st.just(np.diff(bounds).tolist())))


@st.composite
def scales(draw):
    """Return a scale; at least one option has points, and an option may be weak although full."""
    points = draw(SCALE)
    if all(value is None for value in points):
        points[0] = draw(POINTS)
    return {
        "options": [
            {
                "code": f"o{number}",
                "text": NAME,
                "points": None if value is None else in_points(value),
                "weak": draw(ONE_IN_TEN) == 0,
            }
            for number, value in enumerate(points)
        ]
    }


SCALES = scales()


@st.composite
def items(draw, code, indicator, sub_indicator=None):
    parts = [
        {
            "code": f"{code}.{number}",
            "text": NAME,
            "polarity": draw(OF_PART),
            "scale": draw(ONE_OR_NONE),
        }
        for number in range(1, draw(PARTS))
    ]
    return {
        "code": code,
        "indicator": indicator,
        "sub_indicator": sub_indicator,
        "text": NAME,
        "scale": draw(ONE_SCALE),
        "polarity": draw(POLARITY),
        "parts": parts,
    }


@st.composite
def instruments(draw, number, weight, first):
    """Return an instrument, its indicators (numbered from `first`) and its questionnaire."""
    code, indicators, asked = f"X{number}", [], []
    for no in range(first, first + draw(ONE_OR_TWO)):
        subs = [f"{no}.{n}" for n in range(1, 1 + draw(SUBS))]
        indicators.append(
            {
                "no": no,
                "instrument": code,
                "name": NAME,
                "mean_of": "sub_indicators" if subs else "items",
                "sub_indicators": [{"code": sub, "name": NAME} for sub in subs],
            }
        )
        for sub in subs or [None]:
            for _ in range(draw(ONE_OR_TWO)):
                asked.append(draw(items(f"{code}i{len(asked) + 1}", no, sub)))
    instrument = {
        "code": code,
        "name": NAME,
        "kind": draw(KIND),
        "answered_by": "staff",
        "weight": in_points(weight),
    }
    scales_ = {"a": draw(SCALES), "b": draw(SCALES)}
    return instrument, indicators, {"instrument": code, "scales": scales_, "items": asked}


@st.composite
def ladders(draw, codes):
    """Return levels from the best to one that anybody earns; some ask for single instruments."""
    bounds = sorted(draw(BOUNDS), reverse=True)
    levels = [
        {
            "code": f"l{number}",
            "name": NAME,
            "total_min": in_points(bound),
            "instruments_min": {code: in_points(draw(POINTS)) for code in codes if draw(WHETHER)},
        }
        for number, bound in enumerate(bounds)
    ]
    return [*levels, {"code": "last", "name": NAME, "total_min": 0}]


@st.composite
def editions(draw, missing=ABSENCE):
    """Return an edition of one to four instruments, with all that may differ between two."""
    built, first = [], 1
    for number, weight in enumerate(draw(weights()), start=1):
        built.append(draw(instruments(number, weight, first)))
        first += len(built[-1][1])
    codes = [instrument["code"] for instrument, _, _ in built]
    kinds = ("part", "item", "sub_indicator", "indicator", "instrument")
    rules = EditionFile.model_validate(
        {
            "framework": "invented",
            "year_be": 2600,
            "name": NAME,
            "starts": date(2056, 10, 1),
            "ends": date(2057, 9, 30),
            "rounding": {"decimals": 2, "method": "half_up", "decide_on": "rounded"},
            "missing": {kind: draw(missing) for kind in kinds},
            "levels": draw(ladders(codes)),
            "measure_levels": [
                {"code": "maintain", "name": NAME, "min": 90, "text": NAME},
                {"code": "raise", "name": NAME, "min": 85, "text": NAME},
                {"code": "urgent", "name": NAME, "min": 0, "text": NAME},
            ],
            "target": {"score": in_points(draw(POINTS))},
            "statistics": {"confidence_percent": 95, "smallest_group": 5},
        }
    )
    structure = IndicatorsFile.model_validate(
        {
            "instruments": [instrument for instrument, _, _ in built],
            "indicators": [one for _, indicators, _ in built for one in indicators],
        }
    )
    questionnaires = {
        sheet["instrument"]: InstrumentFile.model_validate(sheet) for _, _, sheet in built
    }
    return grow("0" * 64, rules, structure, questionnaires, {})


@st.composite
def tallies(draw, edition, *, gaps=True, most=3):
    """Return the tally of one to `most` agencies; with gaps, some leaves have no answers."""
    agencies = draw(st.integers(1, most))
    leaves, options = shape_of(edition)
    size = agencies * leaves * options
    drawn = np.frombuffer(draw(st.binary(min_size=size, max_size=size)), np.uint8)
    counts = drawn.reshape(agencies, leaves, options).astype(np.int64) % 7
    for row, leaf in enumerate(edition.leaves):
        node = edition.nodes[leaf]
        counts[:, row, len(node.options) :] = 0
        if not gaps:
            counted = [n for n, points in enumerate(node.points) if points is not None]
            counts[:, row, counted[0]] += 1
    if gaps:
        size = agencies * leaves
        kept = np.frombuffer(draw(st.binary(min_size=size, max_size=size)), np.uint8) % 4
        counts[kept.reshape(agencies, leaves) == 3] = 0
    return Tally(tuple(f"a{number}" for number in range(agencies)), counts)


@st.composite
def known(draw, edition):
    """Return what may be known: counted answers with gaps, and some figures that were given."""
    tally = draw(tallies(edition))
    given = np.full((len(tally.agencies), len(edition.nodes)), MISSING, np.int64)
    # Multiples of 5,000 millionths lie on halves of a hundredth.
    figures = st.one_of(
        st.integers(0, 100 * MILLIONTHS),
        st.integers(0, 20_000).map(lambda n: n * 5_000),
    )
    for _ in range(draw(st.integers(0, 4))):
        row = draw(st.integers(0, len(given) - 1))
        given[row, draw(st.integers(0, len(edition.nodes) - 1))] = draw(figures)
    return Known(tally, given)
