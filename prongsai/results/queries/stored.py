"""Rows of a kept score run, read back into what the method works with."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.findings import RULES, Finding, Rule
from prongsai.methodology.known import Known
from prongsai.methodology.statements import Place
from prongsai.methodology.tally import Tally, shape_of
from prongsai.methodology.wording import Text, same
from prongsai.results import rules
from prongsai.results.models import AgencyScore
from prongsai.results.queries.rows import Standing
from prongsai.results.rules import StatedRank

#: How numbers lie in a row's bytes, on every machine.
NUMBERS = np.dtype("<i4")
_RULES = {rule.id: rule for rule in RULES}


def known_in(edition: Edition, rows: Sequence[AgencyScore]) -> Known:
    """Return what the rows of one run were computed from, agency by agency."""
    agencies = tuple(row.agency.code for row in rows)
    shape = (len(rows), *shape_of(edition))
    counts = np.frombuffer(b"".join(row.counts for row in rows), NUMBERS).reshape(shape)
    given = np.frombuffer(b"".join(row.given for row in rows), NUMBERS)
    return Known(
        Tally(agencies, counts.astype(np.int64)),
        given.reshape(len(rows), len(edition.nodes)).astype(np.int64),
    )


def agency_in(row: AgencyScore) -> rules.Agency:
    """Return who an agency was in the year of a row."""
    return rules.Agency(
        row.agency.code,
        row.agency.name_th,
        row.agency.name_en,
        row.group,
        row.ministry,
        row.province,
        row.staff,
        row.public,
    )


def standings_in(row: AgencyScore) -> dict[str, Standing]:
    """Return the ranks of an agency, by ranking: as printed, else as computed."""
    computed = {name: Standing(**standing) for name, standing in row.standings.items()}
    printed = {
        name: Standing(stated.rank, stated.of, None, stated=True)
        for name, stated in stated_in(row).items()
    }
    return computed | printed


def stated_in(row: AgencyScore) -> dict[str, StatedRank]:
    """Return those of its ranks that a source printed."""
    return {name: StatedRank(**stated) for name, stated in row.stated.items()}


def finding_from(kept: dict[str, Any]) -> Finding:
    """Return a finding from JSON; a rule that this version no longer has keeps its id."""
    unknown = Rule(kept["rule"], kept["severity"], same(kept["rule"]), same(""))
    return Finding(
        _RULES.get(kept["rule"], unknown),
        Text(kept["th"], kept["en"]),
        kept["suggestion"],
        kept["agency"],
        kept["year_be"],
        Place(kept["file"], kept["line"]) if kept["file"] else None,
    )


def finding_kept(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON; `finding_from` reads it back."""
    return {
        "rule": finding.rule.id,
        "severity": finding.rule.severity,
        "th": finding.message.th,
        "en": finding.message.en,
        "suggestion": finding.suggestion,
        "agency": finding.agency,
        "year_be": finding.year_be,
        "file": finding.place.file if finding.place else "",
        "line": finding.place.line if finding.place else 0,
    }
