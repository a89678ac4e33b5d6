"""How a file of answers is understood: which column is what, which word is which option.

What holds where answers are collected stands in `prongsai.surveys.rules.collecting`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from prongsai.foundation.rules import UserError
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.thai import plain_digits, squeezed
from prongsai.methodology.wording import Text

#: Columns of a table of answers that are not answers, by what people call them (squeezed).
ROLES: dict[str, frozenset[str]] = {
    "agency": frozenset({"agency", "agencycode", "หน่วยงาน", "รหัสหน่วยงาน", "org", "organisation"}),
    "year_be": frozenset({"yearbe", "year", "fiscalyear", "ปี", "ปีงบประมาณ", "ปีงบประมาณพ.ศ."}),
    "part": frozenset({"part", "leaf", "item", "question", "code", "ข้อ", "ข้อคำถาม", "รหัสข้อ"}),
    "option": frozenset({"option", "answer", "value", "choice", "คำตอบ", "ตัวเลือก"}),
    "count": frozenset({"count", "n", "จำนวน"}),
    "too_fast": frozenset({"toofast", "เร็วเกินไป"}),
}
#: "I1.2", "i1_2", "I1(2)", "E6-1 ...": the code at the head of a column name
_CODE = re.compile(r"^\s*([A-Za-z]+)\s*(\d+)(?:\s*[._\-(/]\s*(\d+)\)?)?(?=$|[\s.:)_-])")
#: What stands for "no answer".
BLANKS = frozenset({"", "0", "-", "na", "n/a", "nan", "null", "none", "ไม่ตอบ"})

NO_ANSWER, BAD = 0, 255

Form = Literal["wide", "long", "counts"]


class EngineMissing(UserError):
    code = "SURVEYS-001"
    message = Text(
        "ยังไม่ได้ติดตั้งเครื่องมือนับ %(engine)s", "The counting engine %(engine)s is not installed."
    )
    remedy = Text(
        "ติดตั้งด้วย pip install 'prongsai[%(engine)s]'",
        "Install it: pip install 'prongsai[%(engine)s]'.",
    )


class AnswersUnreadable(UserError):
    code = "SURVEYS-002"
    message = Text(
        "เครื่องมือ %(engine)s อ่านไฟล์ %(file)s ไม่ได้ (%(why)s)",
        "The engine %(engine)s cannot read %(file)s (%(why)s).",
    )
    remedy = Text(
        "ตรวจสอบว่าไฟล์ไม่เสีย หรือลอง --engine plain", "Check the file, or try --engine plain."
    )


class ColumnNotThere(UserError):
    code = "SURVEYS-003"
    message = Text(
        "--map อ้างถึงคอลัมน์ %(column)s ซึ่งไม่มีใน %(file)s",
        "--map names the column %(column)s, which %(file)s does not have.",
    )
    remedy = Text("คอลัมน์ที่มี: %(columns)s", "Its columns are: %(columns)s.")


class GroupColumnMissing(UserError):
    code = "SURVEYS-004"
    message = Text(
        "ไม่มีไฟล์ใดที่มีคอลัมน์ %(column)s และมีหนึ่งแถวต่อผู้ตอบ",
        "No file with one row a person has the column %(column)s.",
    )
    remedy = Text("คอลัมน์ที่ไม่ใช่คำตอบ: %(columns)s", "Columns that are no answers: %(columns)s.")


@dataclass(frozen=True)
class Mapping:
    """Which column is what. `leaves` gives column name -> place among the edition's leaves."""

    form: Form
    roles: dict[str, str] = field(default_factory=dict)
    leaves: dict[str, int] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """Columns of a table with one row a person that are no answers."""
        return (*self.roles.values(), *self.ignored) if self.form == "wide" else ()


@dataclass(frozen=True)
class Reject:
    """A row that was not counted, and why."""

    file: str
    row: int
    column: str
    value: str
    reason: Text


def guess_mapping(
    columns: Iterable[str], edition: Edition, told: dict[str, str] | None = None
) -> Mapping | None:
    """Tell which column is what, from names as people write them.

    In:  column names; `told` maps a column name to a role or a part's code and wins over guesses
    Out: None when there are neither answers by part nor columns for part and option
    """
    told = told or {}
    roles: dict[str, str] = {}
    leaves: dict[str, int] = {}
    ignored = []
    columns = list(columns)
    for column in sorted(columns, key=lambda column: column not in told):
        name = told.get(column, column)
        role = role_of(name)
        leaf = leaf_named(name, edition)
        if leaf is not None and leaf not in leaves.values():
            leaves[column] = leaf
        elif role and role not in roles:
            roles[role] = column
        else:
            ignored.append(column)
    if leaves:
        leaves = {column: leaves[column] for column in columns if column in leaves}
        ignored += [roles.pop(role) for role in ("part", "option", "count") if role in roles]
        return Mapping("wide", roles, leaves, tuple(ignored))
    if {"part", "option"} <= roles.keys():
        return Mapping("counts" if "count" in roles else "long", roles, {}, tuple(ignored))
    return None


def role_of(name: str) -> str | None:
    """Return the role that a column name tells."""
    plain = re.sub(r"[\s_-]", "", squeezed(name))
    return next((role for role, names in ROLES.items() if plain in names), None)


def leaf_named(name: str, edition: Edition) -> int | None:
    """Return the leaf whose code a column name begins with, or whose question it is."""
    positions = _leaf_positions(edition)
    if match := _CODE.match(plain_digits(name)):
        letters, item, part = match.groups()
        code = f"{letters.upper()}{int(item)}" + (f".{int(part)}" if part else "")
        if code in positions:
            return positions[code]
    return positions.get(squeezed(name))


@lru_cache
def _leaf_positions(edition: Edition) -> dict[str, int]:
    """Code, and question without parts, -> place among the leaves."""
    names: dict[str, int] = {}
    for place, number in enumerate(edition.leaves):
        node = edition.nodes[number]
        names[node.code] = place
        if node.kind is Kind.ITEM:
            names[squeezed(node.text.th)] = names[squeezed(node.text.en)] = place
    return names


def option_words(edition: Edition, leaf: int) -> dict[str, int]:
    """Return every word (squeezed) that stands for an option of a leaf -> its position from 1."""
    words = dict.fromkeys(BLANKS, NO_ANSWER)
    options = edition.nodes[edition.leaves[leaf]].options
    for position, option in enumerate(options, start=1):
        names = (option.code, option.text.th, option.text.en, *option.aliases)
        words |= {squeezed(name): position for name in names}
    for position in range(1, len(options) + 1):
        words.setdefault(str(position), position)
    return words
