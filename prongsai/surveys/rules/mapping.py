"""How answers collected elsewhere are understood: columns as parts, words as options.

A mapping is proposed by `prongsai.surveys.rules.matching` and `...words`, checked by a person, and
read with by `...reading`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from prongsai.foundation.rules import UserError
from prongsai.methodology.edition.files import Option
from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.wording import Text, same

#: From this confidence on nobody needs to look twice.
SURE = 0.9
#: Under this name stand words that mean the same in every part.
EVERY_PART = "*"
#: What stands for "left out" instead of an option.
LEFT_OUT = ""
#: What stands instead of an option where rows with the word are refused.
REFUSED = "?"
MOST_COLUMNS = 300
#: More different words than this are no answers to a question with options.
MOST_WORDS = 40
#: Letters of a word that are kept; a longer one is no answer.
LONGEST_WORD = 200
#: Letters of a saved mapping's name.
LONGEST_NAME = 120


class Use(StrEnum):
    """What a column is that is no part. No code of a part begins like this."""

    DATE = "@date"
    AGENCY = "@agency"
    RESPONDENT = "@respondent"
    PART = "@part"
    ANSWER = "@answer"


#: Uses of a file with one answer a row.
LONG = frozenset({Use.RESPONDENT, Use.PART, Use.ANSWER})


class MappingUnfit(UserError):
    code = "SURVEYS-060"
    message = Text("การจับคู่นี้ใช้กับไฟล์นี้ไม่ได้: %(why)s", "This mapping does not fit: %(why)s.")
    remedy = Text(
        "แก้การจับคู่ หรือให้ระบบเสนอใหม่จากไฟล์", "Mend it, or let one be proposed from the file."
    )


class MappingUnsure(UserError):
    code = "SURVEYS-061"
    message = Text(
        "การจับคู่ที่ระบบเสนอมี %(count)s จุดที่ต้องให้คนตรวจ เช่น %(first)s",
        "The proposed mapping has %(count)s places that a person must check, such as %(first)s.",
    )
    remedy = Text(
        "เขียนออกมาด้วย --propose ไฟล์.yaml ตรวจแก้ แล้วใช้ --map ไฟล์.yaml",
        "Write it with --propose FILE.yaml, check it, then give it with --map FILE.yaml.",
    )


class MappingNameTaken(UserError):
    code = "SURVEYS-062"
    status = 409
    message = Text("มีการจับคู่ชื่อ %(name)s อยู่แล้ว", "There is a mapping called %(name)s already.")
    remedy = Text("ตั้งชื่ออื่น", "Give another name.")


class MappingUnknown(UserError):
    code = "SURVEYS-063"
    status = 404
    message = Text(
        "ไม่มีการจับคู่ชื่อ %(name)s ของแบบ %(instrument)s",
        "There is no mapping called %(name)s for %(instrument)s.",
    )
    remedy = Text("เลือกจาก: %(known)s", "Choose from: %(known)s.")


class MappingUnreadable(UserError):
    code = "SURVEYS-064"
    message = Text(
        "อ่านการจับคู่ใน %(file)s ไม่ได้ (%(why)s)", "The mapping in %(file)s cannot be read (%(why)s)."
    )
    remedy = Text("ดูตัวอย่างที่เขียนด้วย --propose", "`--propose FILE.yaml` writes one to start from.")


class AlreadyImported(UserError):
    code = "SURVEYS-065"
    status = 409
    message = Text("ไฟล์นี้นำเข้าแล้วเมื่อ %(day)s", "This file was imported already, on %(day)s.")
    remedy = Text(
        "ไม่ต้องทำอะไรอีก หากมีคำตอบเพิ่ม ให้นำเข้าเฉพาะแถวที่ยังไม่เคยนำเข้า",
        "Nothing is left to do. If more answers came, import a file of those rows alone.",
    )


class NothingUsable(UserError):
    code = "SURVEYS-066"
    message = Text(
        "ไม่มีแถวใดใน %(file)s ที่ใช้ได้ (อ่าน %(rows)s แถว)",
        "No row of %(file)s can be used (%(rows)s were read).",
    )
    remedy = Text(
        "ดูสาเหตุของแต่ละแถวในไฟล์ข้อผิดพลาด แล้วแก้การจับคู่",
        "See why in the file of faults, and mend the mapping.",
    )


class TooManyColumns(UserError):
    code = "SURVEYS-067"
    message = Text(
        "ไฟล์ %(file)s มี %(count)s คอลัมน์ มากเกินไป (ไม่เกิน %(most)s)",
        "The file %(file)s has %(count)s columns, which is too many (at most %(most)s).",
    )
    remedy = Text("ลบคอลัมน์ที่ไม่ใช่คำตอบออก", "Remove columns that are no answers.")


NO_SUCH_PART = Text("แบบนี้ไม่มีข้อ %(part)s", "the survey has no part %(part)s")
TWICE = Text("มีสองคอลัมน์เป็น %(part)s", "two columns are %(part)s")
NO_PARTS = Text("ไม่มีคอลัมน์ใดเป็นข้อคำถาม", "no column is a part")
NO_SUCH_OPTION = Text("ข้อ %(part)s ไม่มีตัวเลือก %(option)s", "%(part)s has no option %(option)s")
HALF_LONG = Text(
    "ไฟล์ที่มีหนึ่งแถวต่อคำตอบต้องบอกคอลัมน์ของผู้ตอบ ข้อ และคำตอบให้ครบ",
    "a file with one answer a row needs a column for the respondent, the part and the answer",
)
PARTS_LACKING = Text(
    "ทุกข้อต้องมีคำตอบ แต่ไม่มีคอลัมน์ของ %(parts)s",
    "no part may be left out, but these have no column: %(parts)s",
)
NO_AGENCY_COLUMN = Text(
    "ไม่ได้บอกหน่วยงาน และไม่มีคอลัมน์ใดบอก (@agency)",
    "neither an agency nor a column that tells it (@agency) is given",
)
NO_SUCH_COLUMN = Text("ไฟล์ไม่มีคอลัมน์ %(column)s", "the file has no column %(column)s")


@dataclass(frozen=True)
class AnswerMapping:
    """Column -> code of a part, or a `Use`; part (or `EVERY_PART`) -> word -> what it means.

    That is the code of an option, `LEFT_OUT` or `REFUSED`.

    Labels of options need no entry among the words; numbers always do, because nobody can tell
    from a number which end of a scale it means.
    """

    columns: dict[str, str]
    words: dict[str, dict[str, str]]

    def column_of(self, use: Use) -> str | None:
        """Return the column that has a use."""
        return next((column for column, told in self.columns.items() if told == use), None)

    @property
    def parts(self) -> dict[str, str]:
        """Column -> part, of those that are parts."""
        return {c: told for c, told in self.columns.items() if told and told[0] != "@"}

    @property
    def is_long(self) -> bool:
        """Whether the file has one answer a row."""
        return not LONG.isdisjoint(self.columns.values())


@dataclass(frozen=True)
class Asked:
    """One part of a survey as other tools name it."""

    code: str
    #: What the item asks, and what the part asks ("" where the item has none).
    item: Text
    part: Text
    #: Of the item in the survey, and of the part in the item, from 1; 0 without parts.
    item_number: int
    part_number: int
    options: tuple[Option, ...]

    @property
    def text(self) -> Text:
        """The whole question."""
        return self.item + same(" ") + self.part if self.part.th else self.item


@lru_cache
def asked_by(edition: Edition, instrument: str) -> tuple[Asked, ...]:
    """Return the parts of a survey: the bytes of a response, in this order."""
    found: list[Asked] = []
    items: dict[int, list[int]] = {}
    for number in edition.leaves:
        if edition.instrument_of(number) == instrument:
            items.setdefault(edition.above(number, Kind.ITEM), []).append(number)
    for place, (item, leaves) in enumerate(items.items(), start=1):
        for part, leaf in enumerate(leaves, start=1):
            node, is_part = edition.nodes[leaf], leaf != item
            text = node.text if is_part else same("")
            numbers = place, part if is_part else 0
            asked = Asked(node.code, edition.nodes[item].text, text, *numbers, node.options)
            found.append(asked)
    return tuple(found)


def scales_of(asked: Iterable[Asked]) -> list[tuple[Option, ...]]:
    """Return the different scales of parts, in order."""
    found: list[tuple[Option, ...]] = []
    for part in asked:
        if part.options not in found:
            found.append(part.options)
    return found


def check_mapping(mapping: AnswerMapping, edition: Edition, instrument: str) -> None:
    """Refuse a mapping that contradicts the survey or itself.

    Raises:
        MappingUnfit: says the first reason.
    """
    asked = {part.code: part for part in asked_by(edition, instrument)}
    told = [use for use in mapping.columns.values() if use]
    for one in told:
        if one not in asked and one not in set(Use):
            raise MappingUnfit(why=NO_SUCH_PART.filled(part=one))
        if told.count(one) > 1:
            raise MappingUnfit(why=TWICE.filled(part=one))
    if mapping.is_long and not set(told) >= LONG:
        raise MappingUnfit(why=HALF_LONG)
    if not mapping.parts:
        raise MappingUnfit(why=NO_PARTS)
    lacking = [code for code in asked if code not in told]
    if lacking and edition.rules.missing.part != "leave_out":
        raise MappingUnfit(why=PARTS_LACKING.filled(parts=", ".join(lacking)))
    _check_words(mapping, asked)


def _check_words(mapping: AnswerMapping, asked: dict[str, Asked]) -> None:
    every = {option.code for part in asked.values() for option in part.options}
    for code, words in mapping.words.items():
        if code != EVERY_PART and code not in asked:
            raise MappingUnfit(why=NO_SUCH_PART.filled(part=code))
        known = every if code == EVERY_PART else {o.code for o in asked[code].options}
        for option in words.values():
            if option not in known | {LEFT_OUT, REFUSED}:
                raise MappingUnfit(why=NO_SUCH_OPTION.filled(part=code, option=option))


def distinct(names: Iterable[str]) -> list[str]:
    """Return headings with which every column can be told: repeated and empty ones get a number."""
    found: dict[str, None] = {}
    for place, name in enumerate(names, start=1):
        fresh, again = name or f"({place})", 1
        while fresh in found:
            again += 1
            fresh = f"{name} ({again})".strip()
        found[fresh] = None
    return list(found)


def key_of(name: str) -> str:
    """Return a short name for a column or a word that can stand in a form."""
    return sha256(name.encode()).hexdigest()[:12]


_BRACKETS = re.compile(r"(.*?)\s*\[([^\[\]]*)\]\s*", re.DOTALL)


def stem_and_part(heading: str) -> tuple[str, str]:
    """Divide "Question [part]", as Google Forms and LimeSurvey write it."""
    match = _BRACKETS.fullmatch(heading)
    return (match[1], match[2]) if match else (heading, "")
