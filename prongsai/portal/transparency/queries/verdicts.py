"""The verdicts that everybody may know: those in the published results of a year."""

from collections.abc import Collection

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.evidence.queries.verdicts import checklist_of
from prongsai.methodology.edition.files import Option
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Integers
from prongsai.results.models import AgencyScore
from prongsai.results.queries.histories import AgencyYear
from prongsai.results.queries.published import PublishedYear
from prongsai.results.queries.stored import known_in


def verdicts_in(year: AgencyYear) -> dict[str, Option]:
    """Return the verdicts that an agency's published results count: item -> verdict.

    A verdict that was given or corrected since is not among them before scores are published anew.
    """
    return _counted(year.edition, year.scores.known.tally.counts[year.row])


def verdicts_of(year: PublishedYear, agencies: Collection[int]) -> dict[int, dict[str, Option]]:
    """Return the same of several agencies: agency -> item -> verdict."""
    scores = AgencyScore.objects.filter(run=year.run, agency__in=agencies)
    rows = list(scores.select_related("agency"))
    edition = frozen_edition(year.edition_sha256)
    counts = known_in(edition, rows).tally.counts
    return {row.agency_id: _counted(edition, mine) for row, mine in zip(rows, counts, strict=True)}


def _counted(edition: Edition, counts: Integers) -> dict[str, Option]:
    column = {leaf: number for number, leaf in enumerate(edition.leaves)}
    found = {}
    for item, leaf in checklist_of(edition).items():
        options = edition.nodes[leaf].options
        # A row is as long as the longest scale of the edition.
        given = [o for o, n in zip(options, counts[column[leaf]], strict=False) if n]
        if len(given) == 1:
            found[item] = given[0]
    return found
