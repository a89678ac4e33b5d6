"""Printed lists of weak points: items in the wrong place, counts that do not match, strangers."""

import re
from collections.abc import Iterable

from prongsai.methodology import findings
from prongsai.methodology.claims import Claims, Remark
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.exact import HUNDREDTHS, MISSING, points_text
from prongsai.methodology.scoring import Scores
from prongsai.methodology.statements import About
from prongsai.methodology.thai import plain_digits, squeezed
from prongsai.methodology.weakness import weak_nodes
from prongsai.methodology.wording import Text

_ROWS = Text("ตารางรายละเอียด", "the table of details")
#: "i1", "I 12", "o 41": a letter and a number, however a report spaces them
_CODE = re.compile(r"[A-Za-z]+ ?\d+")
_LIST = Text("รายการที่แจกแจง", "the list")


def check_lists(claims: Claims, scores: Scores) -> None:
    """Note what is wrong with the lists of one agency and year; `scores` has one row."""
    _places(claims)
    _not_weak(claims, scores)
    for remark in claims.remarks.get(About.WEAK_COUNT, []):
        _counts(claims, remark)


def _places(claims: Claims) -> None:
    told = set()
    for remark in claims.remarks.get(About.PLACE, []):
        right = claims.edition.nodes[claims.edition.above(remark.node, Kind.INDICATOR)].code
        code = _item(claims.edition, remark.node)
        stated = plain_digits(remark.value).strip()
        if stated != right and (code, stated) not in told:
            told.add((code, stated))
            claims.note(
                findings.ITEM_INDICATOR,
                remark.place,
                f"{code}: indicator = {right}",
                code=code,
                stated=stated,
                right=right,
            )


def _item(edition: Edition, node: int) -> str:
    return edition.nodes[edition.above(node, Kind.ITEM)].code


def _not_weak(claims: Claims, scores: Scores) -> None:
    listed = claims.remarks.get(About.WEAK, [])
    if not listed:
        return
    weak = weak_nodes(scores)[0]
    for remark in listed:
        value = int(scores.published[0, remark.node])
        below = [remark.node, *claims.edition.children[remark.node]]
        if value != MISSING and not weak[below].any():
            claims.note(
                findings.NOT_WEAK,
                remark.place,
                code=claims.edition.nodes[remark.node].code,
                value=points_text(value),
                target=points_text(int(claims.edition.rules.target.score * HUNDREDTHS)),
            )


def _counts(claims: Claims, stated: Remark) -> None:
    """Compare a stated count with the list beside it and with the rows that name weak items."""
    edition = claims.edition
    rows = _in_order(
        _item(edition, remark.node)
        for remark in claims.remarks.get(About.WEAK, [])
        if edition.above(remark.node, Kind.INSTRUMENT) == stated.node
    )
    lists = [
        _in_order(squeezed(code).upper() for code in _CODE.findall(plain_digits(remark.value)))
        for remark in claims.remarks.get(About.WEAK_LIST, [])
        if remark.node == stated.node
    ]
    for what, items in [(_LIST, item) for item in lists] + ([(_ROWS, rows)] if rows else []):
        if str(len(items)) != plain_digits(stated.value).strip():
            code = edition.nodes[stated.node].code
            claims.note(
                findings.COUNT_ROWS,
                stated.place,
                f"{code} = {len(items)}",
                instrument=code,
                stated=stated.value,
                counted=len(items),
                what=what,
                items=" ".join(items),
            )


def _in_order(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))
