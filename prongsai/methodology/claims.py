"""Claims: the statements about one agency in one year, placed under the edition of that year."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from prongsai.methodology import findings
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.exact import MILLIONTHS, MISSING, millionths
from prongsai.methodology.findings import Finding, Rule
from prongsai.methodology.known import Known
from prongsai.methodology.statements import About, Place, Statement
from prongsai.methodology.tally import Tally, empty_tally
from prongsai.methodology.thai import plain_digits, squeezed


@dataclass(frozen=True)
class Figure:
    """A printed score in millionths of a point, and where it stands."""

    points: int
    place: Place


@dataclass(frozen=True)
class Remark:
    """Anything else that is printed: its value as written, of what, and where."""

    node: int
    value: str
    place: Place


@dataclass
class Claims:
    """What the sources say about one agency in one year."""

    agency: str
    edition: Edition
    #: Node position -> score; -> position of the chosen option.
    scores: dict[int, Figure] = field(default_factory=dict)
    verdicts: dict[int, tuple[int, Place]] = field(default_factory=dict)
    remarks: dict[About, list[Remark]] = field(default_factory=dict)
    #: Scores printed again: the second value of each code, then the third, ...; a whole table
    #: among them may carry the wrong year.
    again: list[dict[int, Figure]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def year_be(self) -> int:
        return self.edition.year_be

    def note(self, rule: Rule, place: Place | None, suggestion: str = "", **params: object) -> None:
        """Keep a finding about this agency and year."""
        self.findings.append(
            findings.found(
                rule,
                agency=self.agency,
                year_be=self.year_be,
                place=place,
                suggestion=suggestion,
                **params,
            )
        )


def collect(statements: Iterable[Statement], edition: Edition, agency: str) -> Claims:
    """Place the statements about one agency and year in the edition's tree.

    What cannot be placed becomes a finding and is not used; nothing is dropped in silence.
    """
    claims = Claims(agency, edition)
    codes = codes_of(edition)
    for statement in sorted(statements, key=lambda said: said.about is About.OTHER_VERDICTS):
        node = _node(claims, codes, statement)
        if node is None:
            continue
        if statement.about is About.SCORE:
            _add_score(claims, node, statement)
        elif statement.about is About.VERDICT:
            _add_verdict(claims, node, statement)
        elif statement.about is About.OTHER_VERDICTS:
            _add_other_verdicts(claims, statement)
        else:
            remark = Remark(node, statement.value, statement.place)
            claims.remarks.setdefault(statement.about, []).append(remark)
    return claims


@lru_cache
def codes_of(edition: Edition) -> dict[str, int]:
    """Return the codes of an edition as they are compared (squeezed) -> position of the node."""
    return {squeezed(code): node for code, node in edition.position.items()}


def _node(claims: Claims, codes: dict[str, int], statement: Statement) -> int | None:
    """Return what a statement is about; a code may be written "i 12", "O41", "๑๐"."""
    node = codes.get(squeezed(statement.code))
    if node is None:
        claims.note(
            findings.UNKNOWN_CODE,
            statement.place,
            code=statement.code,
            edition=claims.edition.id,
        )
        return None
    if not statement.part:
        return node
    part = part_named(claims.edition, node, statement.part)
    if part is None:
        claims.note(
            findings.UNKNOWN_PART, statement.place, code=statement.code, part=statement.part
        )
    return part


def part_named(edition: Edition, item: int, words: str) -> int | None:
    """Find a part of an item by its number, its code or its printed words.

    Printed words are recognised when they equal the edition's own, or when the keywords of exactly
    one part occur in them.
    """
    parts = edition.children[item]
    wanted = squeezed(words)
    for number, part in enumerate(parts, start=1):
        node = edition.nodes[part]
        if wanted in {
            str(number),
            squeezed(node.code),
            squeezed(node.text.th),
            squeezed(node.text.en),
        }:
            return part
    fitting = [
        part
        for part in parts
        if (keywords := edition.nodes[part].keywords)
        and all(squeezed(k) in wanted for k in keywords)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _add_score(claims: Claims, node: int, statement: Statement) -> None:
    code = claims.edition.nodes[node].code
    try:
        points = millionths(plain_digits(statement.value))
    except ValueError:
        claims.note(findings.NOT_A_NUMBER, statement.place, code=code, value=statement.value)
        return
    if not 0 <= points <= 100 * MILLIONTHS:
        claims.note(findings.RANGE, statement.place, code=code, value=statement.value)
        return
    figure = Figure(points, statement.place)
    tables = [claims.scores, *claims.again]
    free = next((table for table in tables if node not in table), None)
    if free is None:
        claims.again.append({node: figure})
    else:
        free[node] = figure


def _add_verdict(claims: Claims, node: int, statement: Statement) -> None:
    place = option_named(claims.edition, node, statement.value)
    if place is None:
        claims.note(
            findings.UNKNOWN_VERDICT,
            statement.place,
            code=claims.edition.nodes[node].code,
            value=statement.value,
        )
        return
    first, _ = claims.verdicts.setdefault(node, (place, statement.place))
    if first != place:
        options = claims.edition.nodes[node].options
        claims.note(
            findings.REPEATED,
            statement.place,
            code=claims.edition.nodes[node].code,
            first=options[first].text,
            second=options[place].text,
        )


def _add_other_verdicts(claims: Claims, statement: Statement) -> None:
    """Give the stated verdict to every checklist item that nothing is said about."""
    edition = claims.edition
    top = edition.position[statement.code]
    told = claims.scores.keys() | claims.verdicts.keys()
    for leaf in edition.leaves:
        if edition.above(leaf, Kind.INSTRUMENT) == top and leaf not in told:
            if option_named(edition, leaf, statement.value) is None:
                words = {"code": statement.code, "value": statement.value}
                claims.note(findings.UNKNOWN_VERDICT, statement.place, **words)
                return
            _add_verdict(claims, leaf, statement)


def option_named(edition: Edition, leaf: int, words: str) -> int | None:
    """Return the position (from 0) of the option that these words name, or None."""
    return _options_of(edition)[leaf].get(squeezed(words))


@lru_cache
def _options_of(edition: Edition) -> list[dict[str, int]]:
    """Return for each node its options' names as they are compared -> the first that has one."""
    found: list[dict[str, int]] = []
    for node in edition.nodes:
        found.append({})
        for place, option in enumerate(node.options):
            for name in (option.code, option.text.th, option.text.en, *option.aliases):
                found[-1].setdefault(squeezed(name), place)
    return found


def known_from(claims: list[Claims], edition: Edition) -> Known:
    """Return what the claims of one year give to scoring, one row an agency."""
    agencies = tuple(claim.agency for claim in claims)
    tally: Tally = empty_tally(edition, agencies)
    given = np.full((len(agencies), len(edition.nodes)), MISSING, np.int64)
    for row, claim in enumerate(claims):
        for node, figure in claim.scores.items():
            given[row, node] = figure.points
        for node, (option, _) in claim.verdicts.items():
            if edition.nodes[node].is_leaf:
                tally.counts[row, edition.leaves.index(node), option] = 1
    return Known(tally, given)
