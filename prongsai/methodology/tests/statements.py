"""Statements as a reader would make them, for tests of what becomes of them."""

from prongsai.methodology.checks.all import check
from prongsai.methodology.claims import collect
from prongsai.methodology.statements import About, Place, Statement
from prongsai.methodology.tests.factories import edition


def says(code, value, about=About.SCORE, part="", line=1, year=2566):
    return Statement("dip", year, about, str(code), str(value), Place("f.csv", line), part)


def scores(figures, year=2566):
    """Return statements of scores, {code: score}."""
    return [says(code, value, year=year) for code, value in figures.items()]


def claimed(*statements):
    """Return the claims of one agency, one entry a year."""
    years = sorted({statement.year_be for statement in statements})
    return [
        collect([s for s in statements if s.year_be == year], edition(str(year)), "dip")
        for year in years
    ]


def found_in(*statements):
    """Return the findings about statements."""
    return check(claimed(*statements))
