"""All checks over the years of one agency."""

from collections.abc import Mapping
from dataclasses import replace

from prongsai.methodology.checks.lists import check_lists
from prongsai.methodology.checks.printed import check_printed
from prongsai.methodology.checks.sums import check_sums
from prongsai.methodology.claims import Claims, known_from
from prongsai.methodology.exact import MISSING
from prongsai.methodology.findings import Finding
from prongsai.methodology.scoring import Scores, score


def check(years: list[Claims], scored: Mapping[int, Scores] | None = None) -> list[Finding]:
    """Return every finding about one agency.

    In:  its claims, one entry a year; by year the scores of this agency alone, where there are any
         already, possibly from more than the claims
    Out: findings, those of collecting included, in the order of their places
    """
    years = sorted((_own(claims) for claims in years), key=lambda claims: claims.year_be)
    aside = check_sums(years)
    totals = {}
    for claims in years:
        scores = None if claims.year_be in aside or not scored else scored.get(claims.year_be)
        if scores is None:
            scores = score(claims.edition, known_from([claims], claims.edition))
        totals[claims.year_be] = int(scores.published[0, 0])
        check_lists(claims, scores)
        check_printed(claims, scores, totals.get(claims.year_be - 1, MISSING))
    found = [finding for claims in years for finding in claims.findings]
    return sorted(found, key=lambda f: (f.place.file, f.place.line) if f.place else ("", 0))


def _own(claims: Claims) -> Claims:
    """Copy what checking adds to or takes away."""
    return replace(claims, scores=dict(claims.scores), findings=list(claims.findings))
