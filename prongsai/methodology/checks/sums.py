"""Printed sums: a score that is not the mean of its parts, and numbers of another year."""

from fractions import Fraction

from prongsai.methodology import findings
from prongsai.methodology.checks.corrections import Term, likeliest
from prongsai.methodology.claims import Claims, Figure, known_from
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.exact import HUNDREDTHS, MILLIONTHS, MISSING, half_up, points_text
from prongsai.methodology.known import Known
from prongsai.methodology.rounding import exact_score
from prongsai.methodology.wording import listed, same

#: Printed means of printed figures differ from the true ones by no more than this.
TOLERANCE = Fraction(1, 100)


def check_sums(years: list[Claims]) -> set[int]:
    """Note every printed score that its components contradict, explained by another year if so.

    Out: the years whose indicators turned out to be those of another, and were set aside
    """
    aside: set[int] = set()
    totals = {claims.year_be: claims.scores[0] for claims in years if 0 in claims.scores}
    for claims in years:
        if _other_year(claims, claims.scores, totals):
            _set_aside(claims)
            aside.add(claims.year_be)
        for table in claims.again:
            if not _other_year(claims, {**table, **_total_of(claims)}, totals):
                _repeated(claims, table)
        _verdict_scores(claims)
        if nodes := _with_components(claims):
            known = known_from([claims], claims.edition)
            for node in nodes:
                _parent_mean(claims, known, node)
    return aside


def _total_of(claims: Claims) -> dict[int, Figure]:
    return {0: claims.scores[0]} if 0 in claims.scores else {}


def _other_year(claims: Claims, table: dict[int, Figure], totals: dict[int, Figure]) -> bool:
    """Note that the indicators of a table give the total of another year; say whether they do."""
    edition = claims.edition
    indicators = {node: table[node] for node in edition.of_kind(Kind.INDICATOR) if node in table}
    stated = table.get(0)
    if stated is None or len(indicators) < len(edition.of_kind(Kind.INDICATOR)):
        return False
    alone = known_from([Claims(claims.agency, edition, indicators)], edition)
    computed = exact_score(edition, alone, 0, 0)
    if computed is None or _agrees(computed, stated):
        return False
    others = [
        year
        for year, total in totals.items()
        if year != claims.year_be and _agrees(computed, total)
    ]
    if not others:
        return False
    claims.note(
        findings.OTHER_YEAR,
        min(indicators.values(), key=lambda figure: figure.place.line).place,
        f"year_be = {others[0]}",
        year=claims.year_be,
        other=others[0],
        computed=_text(computed),
        stated=_text(Fraction(stated.points, MILLIONTHS)),
    )
    return True


def _set_aside(claims: Claims) -> None:
    """Take indicators of another year out, so that nothing further is held against them."""
    for node in claims.edition.of_kind(Kind.INDICATOR):
        claims.scores.pop(node, None)


def _repeated(claims: Claims, table: dict[int, Figure]) -> None:
    for node, figure in table.items():
        first = claims.scores[node].points
        if first != figure.points:
            claims.note(
                findings.REPEATED,
                figure.place,
                code=claims.edition.nodes[node].code,
                first=_text(Fraction(first, MILLIONTHS)),
                second=_text(Fraction(figure.points, MILLIONTHS)),
            )


def _verdict_scores(claims: Claims) -> None:
    """Note every printed score of a checklist item that its printed verdict does not earn."""
    for node, (option, place) in claims.verdicts.items():
        hundredths = claims.edition.nodes[node].points[option]
        stated = claims.scores.get(node)
        if stated is None or hundredths is None:
            continue
        if not _agrees(Fraction(hundredths, HUNDREDTHS), stated):
            code = claims.edition.nodes[node].code
            claims.note(
                findings.VERDICT_SCORE,
                place,
                f"{code} = {points_text(hundredths)}",
                code=code,
                verdict=claims.edition.nodes[node].options[option].text,
                right=points_text(hundredths),
                stated=_text(Fraction(stated.points, MILLIONTHS)),
            )


def _with_components(claims: Claims) -> list[int]:
    """Return the printed scores below every part of which something is known, the lowest first."""
    edition = claims.edition
    touched = set()
    for said in claims.scores.keys() | claims.verdicts.keys():
        node = said
        while node >= 0 and node not in touched:
            touched.add(node)
            node = edition.nodes[node].parent
    return sorted(
        (
            node
            for node in claims.scores
            if edition.children[node] and touched.issuperset(edition.children[node])
        ),
        reverse=True,
    )


def _parent_mean(claims: Claims, known: Known, node: int) -> None:
    edition, stated = claims.edition, claims.scores[node]
    below = edition.children[node]
    if any(exact_score(edition, known, 0, child) is None for child in below):
        return
    computed = _without(edition, known, node)
    if computed is None or _agrees(computed, stated):
        return
    terms = [
        Term(
            child,
            edition.nodes[child].weight,
            half_up(Fraction(claims.scores[child].points, MILLIONTHS // HUNDREDTHS)),
        )
        for child in below
        if child in claims.scores
    ]
    printed = half_up(Fraction(stated.points, MILLIONTHS // HUNDREDTHS))
    best = likeliest(
        node, printed, terms if len(terms) == len(below) else [], computed * HUNDREDTHS
    )
    shown = [
        same(f"{edition.nodes[child].code} ({_text(value)})")
        for child in below
        if (value := exact_score(edition, known, 0, child)) is not None
    ]
    claims.note(
        findings.PARENT_MEAN,
        stated.place,
        f"{edition.nodes[best.node].code} = {points_text(best.value)}",
        code=edition.nodes[node].code,
        stated=_text(Fraction(stated.points, MILLIONTHS)),
        children=listed(shown),
        computed=_text(computed),
    )


def _without(edition: Edition, known: Known, node: int) -> Fraction | None:
    """Compute a score as if it were not printed."""
    given = known.given.copy()
    given[0, node] = MISSING
    return exact_score(edition, Known(known.tally, given), 0, node)


def _agrees(computed: Fraction, stated: Figure) -> bool:
    return abs(computed - Fraction(stated.points, MILLIONTHS)) <= TOLERANCE


def _text(points: Fraction) -> str:
    return points_text(half_up(points * HUNDREDTHS))
