"""Editions that were in force, what was printed about one agency, and quick ways to say scores."""

from functools import cache

import numpy as np

from prongsai.methodology.edition.library import SHIPPED, load_edition
from prongsai.methodology.exact import MISSING, millionths
from prongsai.methodology.known import known_of
from prongsai.methodology.tally import empty_tally
from prongsai.methodology.yamltext import parse


@cache
def edition(year="2566"):
    return load_edition(SHIPPED / "th-ita" / year)


@cache
def dip():
    """Return what the report of the Department of Industrial Promotion prints."""
    path = SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
    return parse(path.read_text(encoding="utf-8")).data


def indicators_of_dip(year="2566"):
    return {str(row["no"]): row["score"] for row in dip()[f"indicators_{year}"]}


def told(scores, *more, year="2566"):
    """Return what is known when these scores are given, {code: score} for each agency."""
    rows = [scores, *more]
    known = known_of(edition(year), agencies=tuple(f"a{n}" for n in range(len(rows))))
    for row, figures in enumerate(rows):
        for code, figure in figures.items():
            known.given[row, edition(year).position[code]] = millionths(figure)
    return known


def counted(answers, *more, year="2566"):
    """Return what is known when so many chose each option, {code: counts} for each agency."""
    rows = [answers, *more]
    codes = [edition(year).nodes[leaf].code for leaf in edition(year).leaves]
    tally = empty_tally(edition(year), tuple(f"a{n}" for n in range(len(rows))))
    for row, leaves in enumerate(rows):
        for code, counts in leaves.items():
            tally.counts[row, codes.index(code), : len(counts)] = counts
    return known_of(edition(year), tally=tally)


def everyone_chose(position, year="2566"):
    """Return answers where ten people chose this option (from the last: -1) of every part."""
    answers = {}
    for leaf in edition(year).leaves:
        node = edition(year).nodes[leaf]
        counts = np.zeros(len(node.options), np.int64)
        counts[position] = 10
        answers[node.code] = counts.tolist()
    return answers


def shown(scores, *codes, row=0):
    """Return published scores by code as people write them; None where missing."""
    found = {code: int(scores.of(code)[row]) for code in codes}
    return {code: None if value == MISSING else value / 100 for code, value in found.items()}
