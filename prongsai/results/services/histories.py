"""The history of one agency straight from files, when nothing is to be kept."""

from hashlib import file_digest
from pathlib import Path

import prongsai
from prongsai.foundation.queries import EditionLibrary
from prongsai.results.queries.histories import AgencyHistory, AgencyYear, InputFile, Provenance
from prongsai.results.queries.rounds import Round
from prongsai.results.queries.rows import result_of
from prongsai.results.rules import AgencyNotNamed, AgencyNotThere
from prongsai.results.services.gathering import Progress, files_of
from prongsai.results.services.scoring import Scored, no_progress, score_files

#: So many agencies are named when one must be chosen.
_SHOWN = 5


def history_from_files(
    paths: list[Path],
    *,
    library: EditionLibrary,
    agency: str | None = None,
    edition: str | None = None,
    progress: Progress = no_progress,
) -> AgencyHistory:
    """Score files and return what they say about one agency; it may be left out when it is alone.

    Raises:
        AgencyNotNamed, AgencyNotThere, and what `score_files` raises.
    """
    scored = score_files(paths, library=library, edition=edition, progress=progress)
    inputs = input_files(paths)
    code = _chosen(scored, agency)
    years = [
        _year(scored, round_, code, inputs) for round_ in scored.rounds if code in round_.row_of
    ]
    return AgencyHistory(years[-1].result.agency, tuple(years))


def input_files(paths: list[Path]) -> tuple[InputFile, ...]:
    """Return the name, hash and size of every file that scoring these paths reads."""
    found = []
    for path in paths:
        for file in files_of(path):
            with file.open("rb") as content:
                digest = file_digest(content, "sha256").hexdigest()
            found.append(InputFile(file.name, digest, file.stat().st_size))
    return tuple(found)


def provenance_of(round_: Round, inputs: tuple[InputFile, ...]) -> Provenance:
    """Return what a round that was scored just now follows from."""
    edition, program = round_.edition, f"prongsai {prongsai.__version__}"
    return Provenance(edition.id, edition.sha256, inputs, program)


def _chosen(scored: Scored, agency: str | None) -> str:
    codes = list(dict.fromkeys(a.code for round_ in scored.rounds for a in round_.agencies))
    more = ", ..." if len(codes) > _SHOWN else ""
    choices = ", ".join(codes[:_SHOWN]) + more
    if agency is None and len(codes) > 1:
        raise AgencyNotNamed(count=len(codes), choices=choices)
    if agency is not None and agency not in codes:
        raise AgencyNotThere(wanted=agency, choices=choices)
    return agency or codes[0]


def _year(scored: Scored, round_: Round, code: str, inputs: tuple[InputFile, ...]) -> AgencyYear:
    row = round_.row_of[code]
    findings = tuple(
        finding
        for finding in scored.findings
        if finding.agency == code and finding.year_be == round_.year_be
    )
    return AgencyYear(round_, row, result_of(round_, row), findings, provenance_of(round_, inputs))
