"""Scoring files: everything that they say, scored year by year and checked."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology import findings
from prongsai.methodology.checks.all import check
from prongsai.methodology.claims import Claims
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.exact import MISSING
from prongsai.methodology.findings import Finding, Rule, found, worst_first
from prongsai.methodology.known import Known, merged
from prongsai.methodology.scoring import Scores
from prongsai.methodology.wording import Text
from prongsai.results.queries.rounds import Round, conclude
from prongsai.results.rules import NothingToScore, NothingUsable
from prongsai.results.services.gathered import Gathered, known_by_year
from prongsai.results.services.gathering import Progress, gather
from prongsai.surveys.services import Tallied

_CHECKING = Text("ตรวจความสอดคล้อง", "Checking consistency")
_SCORING = Text("คิดคะแนน", "Scoring")
#: Rounds that are scored at once: NumPy works beside Python.
_AT_ONCE = 2
#: More agencies than this with the same incomplete score are counted and not named.
_NAMED = 3


def no_progress(_what: Text, _done: int, _of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Scored:
    """Rounds by rising year, what the checks found, and how files of answers were understood."""

    rounds: list[Round]
    findings: list[Finding]
    tallied: list[Tallied]
    claims: list[list[Claims]]


def score_files(
    paths: list[Path],
    *,
    library: EditionLibrary,
    edition: str | None = None,
    told: dict[str, str] | None = None,
    engine: str = "auto",
    collected: Gathered | None = None,
    progress: Progress = no_progress,
) -> Scored:
    """Score everything that files and folders hold, year by year, and check it.

    In:  `edition` is that of files which name no year; `told` maps columns to roles or parts;
         `collected` is what is known beside the files, with the editions that it is known under

    Raises:
        UserError: a file cannot be read or understood, or nothing in it can be scored.
    """
    gathered = gather(
        paths,
        library=library,
        edition=edition,
        told=told or {},
        engine=engine,
        progress=progress,
    )
    if collected is not None:
        gathered.named |= collected.named
        gathered.take(collected)
    claims = gathered.claims()
    rounds = _rounds(gathered, claims, progress)
    if not rounds:
        files = ", ".join(path.name for path in paths)
        if gathered.findings:
            raise NothingUsable(files=files, first=gathered.findings[0].message)
        raise NothingToScore(files=files)
    noticed = [*gathered.findings, *_check_all(claims, rounds, progress)]
    noticed += [finding for round_ in rounds for finding in _gaps(round_)]
    return Scored(rounds, noticed, gathered.tallied, claims)


def check_files(
    paths: list[Path],
    *,
    library: EditionLibrary,
    edition: str | None = None,
    progress: Progress = no_progress,
) -> list[Finding]:
    """Return what the checks find in files, worst first.

    Raises:
        UserError: as `score_files`.
    """
    scored = score_files(paths, library=library, edition=edition, progress=progress)
    return worst_first(scored.findings)


def _rounds(gathered: Gathered, claims: list[list[Claims]], progress: Progress) -> list[Round]:
    rounds: list[Round] = []
    by_year = known_by_year(gathered, claims)
    with ThreadPoolExecutor(_AT_ONCE) as several:
        # The latest first: it has the answers and takes longest.
        scored = several.map(lambda year: _round(gathered, year, by_year[year]), reversed(by_year))
        for number, round_ in enumerate(reversed(list(scored))):
            progress(_SCORING, number, len(by_year))
            if round_ is not None:
                follows = bool(rounds) and rounds[-1].year_be == round_.year_be - 1
                rounds.append(replace(round_, previous=rounds[-1]) if follows else round_)
    progress(_SCORING, len(by_year), len(by_year))
    return rounds


def _round(gathered: Gathered, year: int, parts: list[Known]) -> Round | None:
    """Score a year apart from the others; None when it has no edition."""
    edition = gathered.edition_of(year)
    if edition is None:
        return None
    known = merged(edition, parts)
    ranks = {a: r for a, r in gathered.ranks.get(year, {}).items() if a in known.agencies}
    return conclude(edition, known, gathered.directory, None, ranks)


def _check_all(
    claims: list[list[Claims]], rounds: list[Round], progress: Progress
) -> list[Finding]:
    found_: list[Finding] = []
    for number, mine in enumerate(claims):
        progress(_CHECKING, number, len(claims))
        found_ += check(mine, _scored(rounds, mine))
    progress(_CHECKING, len(claims), len(claims))
    return found_


def _scored(rounds: list[Round], mine: list[Claims]) -> dict[int, Scores]:
    """Return by year the scores of the agency whose claims these are."""
    agency = mine[0].agency if mine else ""
    return {
        round_.year_be: round_.scores.only(round_.row_of[agency])
        for round_ in rounds
        if agency in round_.row_of
    }


def _gaps(round_: Round) -> list[Finding]:
    """Say which scores were computed without all their components, and which could not be."""
    edition, scores = round_.edition, round_.scores
    noted = [
        _gap(round_, findings.INCOMPLETE, node, scores.partial[:, node])
        for node in range(len(edition.nodes))
    ]
    known = scores.published != MISSING
    upper = (Kind.INDICATOR, Kind.INSTRUMENT, Kind.TOTAL)
    for node in [node for kind in upper for node in edition.of_kind(kind)]:
        below = edition.children[node]
        started = known[:, _all_below(edition, node)].any(axis=1)
        # The lowest gap is the one to close: those above follow from it.
        lowest = known[:, below].any(axis=1) | (edition.nodes[node].kind is Kind.INDICATOR)
        wanted = ~known[:, 0] & ~known[:, node]
        noted.append(_gap(round_, findings.NO_SCORE, node, wanted & started & lowest))
    return [finding for finding in noted if finding is not None]


def _all_below(edition: Edition, node: int) -> list[int]:
    return [n for n in range(node + 1, len(edition.nodes)) if _holds(edition, node, n)]


def _holds(edition: Edition, above: int, node: int) -> bool:
    while node > above:
        node = edition.nodes[node].parent
    return node == above


def _gap(round_: Round, rule: Rule, node: int, where: NDArray[np.bool_]) -> Finding | None:
    rows = np.flatnonzero(where).tolist()
    if not rows:
        return None
    names = ", ".join(round_.agencies[row].code for row in rows[:_NAMED])
    many = Text(f"{len(rows)} หน่วยงาน", f"{len(rows)} agencies")
    missing = [
        round_.edition.nodes[child].code
        for child in round_.edition.children[node]
        if round_.scores.published[rows[0], child] == MISSING
    ]
    return found(
        rule,
        agency=round_.agencies[rows[0]].code if len(rows) == 1 else "",
        year_be=round_.year_be,
        code=round_.edition.nodes[node].code,
        who=Text(names, names) if len(rows) <= _NAMED else many,
        missing=", ".join(missing),
    )
