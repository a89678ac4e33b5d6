"""What if: set scores of an agency and see its total, level and ranks."""

from dataclasses import dataclass, replace
from pathlib import Path

from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import UserError
from prongsai.methodology.claims import codes_of, option_named
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.exact import HUNDREDTHS, MILLIONTHS, millionths
from prongsai.methodology.known import Known
from prongsai.methodology.scoring import score
from prongsai.methodology.thai import plain_digits, squeezed
from prongsai.methodology.whatif import NothingToCompare, with_score
from prongsai.results.queries.rounds import Round
from prongsai.results.queries.rows import AgencyResult, result_of
from prongsai.results.rules import (
    AgencyNotNamed,
    AgencyNotThere,
    ChangeImpossible,
    ChangeUnreadable,
    CodeUnknown,
)
from prongsai.results.services.gathering import Progress
from prongsai.results.services.scoring import no_progress, score_files

#: So many agencies and years are named when one must be chosen.
_SHOWN = 5


@dataclass(frozen=True)
class Supposed:
    """One agency before and after the changes; `changes` are (code, points in millionths)."""

    before: AgencyResult
    after: AgencyResult
    changes: tuple[tuple[str, int], ...]


def what_if(
    paths: list[Path],
    *,
    changes: list[str],
    library: EditionLibrary,
    edition: str | None = None,
    agency: str | None = None,
    year_be: int | None = None,
    progress: Progress = no_progress,
) -> Supposed:
    """Suppose some scores of an agency in files, everything else being equal.

    In:  changes such as "E7=85", "I12.1=90", "O41=pass"; the agency may be left out when there is
         one only, the year when the latest in which the changes can be followed is meant

    Raises:
        ChangeUnreadable, CodeUnknown, ChangeImpossible, AgencyNotNamed, AgencyNotThere, and what
        `score_files` raises.
    """
    scored = score_files(paths, library=library, edition=edition, progress=progress)
    fitting = _fitting(scored.rounds, year_be, agency)
    refused: list[UserError] = []
    for round_ in fitting:
        try:
            return suppose(round_, round_.row_of[agency] if agency else 0, changes)
        except (ChangeImpossible, CodeUnknown) as error:
            refused.append(error)
    if refused:
        raise refused[0]
    choices = _choices(scored.rounds)
    if not any(_there(round_, year_be, agency) for round_ in scored.rounds):
        wanted = " ".join(str(part) for part in (agency, year_be) if part is not None)
        raise AgencyNotThere(wanted=wanted, choices=choices["choices"])
    raise AgencyNotNamed(**choices)


def suppose(round_: Round, row: int, changes: list[str]) -> Supposed:
    """Suppose some scores of one agency of a scored round.

    Raises:
        ChangeUnreadable, CodeUnknown, ChangeImpossible.
    """
    edition = round_.edition
    wanted = [_read(edition, change) for change in changes]
    known: Known = round_.scores.known
    for node, points in wanted:
        try:
            known = with_score(edition, known, agency=row, node=node, points=points)
        except NothingToCompare as error:
            raise ChangeImpossible(code=error.code, above=error.above) from error
    # A printed rank says nothing of what would have been: ours are compared.
    computed = replace(round_, stated={})
    changed = replace(computed, scores=score(edition, known))
    names = tuple((edition.nodes[node].code, points) for node, points in wanted)
    return Supposed(result_of(computed, row), result_of(changed, row), names)


def _read(edition: Edition, change: str) -> tuple[int, int]:
    """Read one change: a code, and points or the name of an option."""
    name, _, value = change.partition("=")
    if not (name.strip() and value.strip()):
        raise ChangeUnreadable(change=change)
    node = codes_of(edition).get(squeezed(name))
    if node is None:
        raise CodeUnknown(code=name, edition=edition.id)
    if edition.nodes[node].is_leaf and (option := option_named(edition, node, value)) is not None:
        hundredths = edition.nodes[node].points[option]
        if hundredths is not None:
            return node, hundredths * (MILLIONTHS // HUNDREDTHS)
    try:
        points = millionths(plain_digits(value))
    except ValueError as error:
        raise ChangeUnreadable(change=change) from error
    if not 0 <= points <= 100 * MILLIONTHS:
        raise ChangeUnreadable(change=change)
    return node, points


def _fitting(rounds: list[Round], year_be: int | None, agency: str | None) -> list[Round]:
    """Return the rounds that may be meant, the latest first."""
    return [
        round_
        for round_ in reversed(rounds)
        if _there(round_, year_be, agency) and (agency or len(round_.agencies) == 1)
    ]


def _there(round_: Round, year_be: int | None, agency: str | None) -> bool:
    return year_be in {None, round_.year_be} and (agency is None or agency in round_.row_of)


def _choices(rounds: list[Round]) -> dict[str, object]:
    choices = [f"{agency.code} {round_.year_be}" for round_ in rounds for agency in round_.agencies]
    more = ", ..." if len(choices) > _SHOWN else ""
    return {"count": len(choices), "choices": ", ".join(choices[:_SHOWN]) + more}
