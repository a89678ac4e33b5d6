"""Rows of the tables against each other: codes, names, lists, verdicts, decimals."""

from collections.abc import Iterator

from prongsai.methodology.claims import known_from
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import MISSING, points_text
from prongsai.methodology.findings import Finding, found
from prongsai.methodology.scoring import score
from prongsai.methodology.statements import About, Statement
from prongsai.methodology.wording import Text, listed, same
from prongsai.reports.rules.typed.detail import Heading
from prongsai.reports.rules.typed.findings import (
    CODE_WORDS,
    DECIMALS,
    DETAIL_TABLE,
    INDICATOR_NAME,
    LIST_ROWS,
    LISTED_VERDICTS,
    TWO_QUESTIONS,
)
from prongsai.reports.rules.typed.lines import bare
from prongsai.reports.rules.typed.printed import IndicatorRow
from prongsai.reports.rules.typed.stating import MISPRINTS, Case

_LISTED_TOO = Text(" ซึ่งสรุปท้ายรายงานนับไว้ด้วย", ", which the summary counts too")
_NOT_IN_ROWS = Text("%(codes)s อยู่ในสรุปแต่ไม่อยู่ในตาราง", "%(codes)s in the summary, not in the table")
_NOT_IN_LIST = Text("%(codes)s อยู่ในตารางแต่ไม่อยู่ในสรุป", "%(codes)s in the table, not in the summary")
#: What a mean of printed figures may differ by, in hundredths.
_TOLERANCE = 1
#: Scores that are right with fewer decimals.
_WHOLE = {"0", "100"}


def in_rows(case: Case) -> Iterator[Finding]:
    """Return what is wrong in the rows of the tables."""
    yield from _tables(case)
    yield from _names(case)
    yield from _questions(case)
    yield from _lists(case)
    yield from _listed_verdicts(case)
    yield from _decimals(case)


def _tables(case: Case) -> Iterator[Finding]:
    """Tell once that table and detail differ in too many indicators to be misprints."""
    if len(case.differing) <= MISPRINTS:
        return
    pairs = [
        same(f"{n} ({points_text(case.table[n])}/{points_text(case.headed[n])})")
        for n in case.differing
    ]
    yield found(
        DETAIL_TABLE,
        year_be=case.report.year,
        place=case.place(case.report.detail.headings[0].line),
        year=case.report.year,
        pairs=listed(pairs),
    )


def _names(case: Case) -> Iterator[Finding]:
    """An indicator that is printed with the name of another."""
    names = {name: number for number, name in case.knowledge.indicators.items()}
    printed: list[IndicatorRow | Heading] = list(case.report.indicators)
    for one in (*printed, *case.report.detail.headings):
        other = names.get(bare(one.name))
        if other is not None and other != one.number:
            right = case.knowledge.newest.nodes[case.knowledge.newest.position[str(one.number)]]
            yield found(
                INDICATOR_NAME,
                year_be=case.report.year,
                place=case.place(one.line),
                suggestion=f"{one.number} = {right.text.th}",
                code=one.number,
                name=one.name,
                other=other,
            )


def _questions(case: Case) -> Iterator[Finding]:
    """Rows whose code is not that of their words."""
    edition = case.detail_edition
    counted = {code for row in case.report.counts for code in row.codes}
    printed = {code for code, _, _ in case.report.detail.codes}
    for placed in case.placed:
        right = edition.nodes[edition.above(placed.node, Kind.ITEM)].code
        place, year = case.place(placed.row.line), edition.year_be
        if right in printed and not placed.second_of:
            continue
        if placed.labelled:
            yield found(
                CODE_WORDS,
                year_be=year,
                place=place,
                suggestion=f"{placed.labelled} = {right}",
                code=placed.labelled,
                other=right,
            )
        elif above := placed.second_of or placed.row.code:
            yield found(
                TWO_QUESTIONS,
                year_be=year,
                place=place,
                suggestion=f"{right} = {placed.row.score or placed.row.verdict}",
                code=above,
                value=placed.row.score or placed.row.verdict,
                other=right,
                listed=_LISTED_TOO if right in counted else same(""),
            )


def _lists(case: Case) -> Iterator[Finding]:
    """The codes of the summary must be those of the rows."""
    edition = case.detail_edition
    rows = {edition.nodes[edition.above(one.node, Kind.ITEM)].code for one in case.placed}
    for told in case.report.counts:
        mine = {c for c in rows if edition.instrument_of(edition.position[c]) == told.instrument}
        absent = [code for code in told.codes if code not in mine]
        unlisted = sorted(mine - set(told.codes), key=edition.position.__getitem__)
        if not mine or not (absent or unlisted) or told.instrument in case.not_whole:
            continue
        differences = [
            text.filled(codes=" ".join(codes))
            for text, codes in ((_NOT_IN_ROWS, absent), (_NOT_IN_LIST, unlisted))
            if codes
        ]
        yield found(
            LIST_ROWS,
            year_be=edition.year_be,
            place=case.place(told.line),
            instrument=told.instrument,
            differences=listed(differences),
        )


def _listed_verdicts(case: Case) -> Iterator[Finding]:
    """What an indicator of a checklist would have, if all items that are not listed passed."""
    edition, year = case.detail_edition, case.detail_edition.year_be
    whole = {code for code in case.knowledge.instruments if code not in case.not_whole}
    judged = [
        one for one in case.placed if one.row.verdict and edition.instrument_of(one.node) in whole
    ]
    if not judged:
        return
    said = [
        Statement(
            "",
            year,
            About.VERDICT,
            edition.nodes[one.node].code,
            one.row.verdict,
            case.place(one.row.line),
        )
        for one in judged
    ]
    for code in {edition.instrument_of(one.node) for one in judged}:
        best = max(edition.nodes[judged[0].node].options, key=lambda option: option.points or 0)
        said.append(Statement("", year, About.OTHER_VERDICTS, code, best.code, case.place(0)))
    scores = score(edition, known_from([case.claims(year, said)], edition)).published[0]
    with_rows = {edition.above(one.node, Kind.INDICATOR) for one in judged}
    for heading in {one.number: one for one in reversed(case.report.detail.headings)}.values():
        node = edition.position[str(heading.number)]
        stated, computed = case.headed.get(heading.number), int(scores[node])
        if node not in with_rows or stated is None or computed == MISSING:
            continue
        if abs(stated - computed) > _TOLERANCE:
            yield found(
                LISTED_VERDICTS,
                year_be=year,
                place=case.place(heading.line),
                suggestion=f"{heading.number} = {points_text(computed)}",
                code=heading.number,
                stated=points_text(stated),
                computed=points_text(computed),
            )


def _decimals(case: Case) -> Iterator[Finding]:
    """A score of the detail with fewer decimals than nearly all others."""
    told = [(one.row.score, one.row.line) for one in case.placed if one.row.score]
    told += [(one.score, one.line) for one in case.report.detail.headings if one.score]
    usual = max((_places(score) for score, _ in told), default=0)
    fewer = [
        (score, line) for score, line in told if _places(score) < usual and score not in _WHOLE
    ]
    if len(fewer) * 2 > len(told):
        return
    for printed, line in fewer:
        yield found(
            DECIMALS,
            year_be=case.detail_edition.year_be,
            place=case.place(line),
            suggestion=f"{printed} = {float(printed):.{usual}f}",
            value=printed,
        )


def _places(printed: str) -> int:
    return len(printed.partition(".")[2])
