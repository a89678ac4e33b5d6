"""Ways in, codes and receipts, what a sheet may leave out, and how many must answer."""

import re
import secrets
from enum import StrEnum
from hashlib import sha256
from math import ceil
from uuid import UUID

from prongsai.foundation.rules import UserError
from prongsai.methodology.edition.files import Sampling
from prongsai.methodology.wording import Text

#: Capital letters that nobody takes for another letter or a digit.
LETTERS = "ABCDEFGHJKMNPRSTUVWXYZ"
CODE_LETTERS, RECEIPT_LETTERS = 10, 16
#: Faster than this nobody reads a part, in seconds.
QUICKEST = 1
_GROUP = 4
_SHEET = re.compile(r"[A-Za-z0-9_-]{22}")


class GateKind(StrEnum):
    """Who gets in: whoever has the address, or whoever has a code as well."""

    LINK = "link"
    CODES = "codes"


class InterviewMode(StrEnum):
    """How an interviewer asks."""

    PHONE = "phone"
    VISIT = "visit"


class GateUnknown(UserError):
    code = "SURVEYS-005"
    status = 404
    message = Text("ไม่พบแบบสอบถามของลิงก์นี้", "We could not find a survey at this address.")
    remedy = Text(
        "ตรวจสอบว่าคัดลอกที่อยู่มาครบทุกตัว หรือสแกน QR อีกครั้ง",
        "Check that the address was copied whole, or scan the QR code again.",
    )


class NotYetOpen(UserError):
    code = "SURVEYS-006"
    status = 403
    message = Text("แบบสอบถามนี้ยังไม่เปิดให้ตอบ", "This survey has not opened yet.")
    remedy = Text(
        "เก็บลิงก์หรือรหัสไว้ แล้วกลับมาใหม่เมื่อหน่วยงานประกาศเปิด",
        "Keep the address or the code, and come back when the agency announces the opening.",
    )


class CollectionClosed(UserError):
    code = "SURVEYS-007"
    status = 410
    message = Text("แบบสอบถามนี้ปิดรับคำตอบแล้ว", "This survey has closed.")
    remedy = Text(
        "คำตอบที่ส่งไว้ก่อนหน้านี้ยังอยู่ครบ ท่านไม่ต้องทำอะไรอีก",
        "Answers that were sent before are kept. You need do nothing more.",
    )


class CodeNotAccepted(UserError):
    code = "SURVEYS-008"
    status = 403
    message = Text(
        "รหัสนี้ไม่ตรงกับรหัสใดที่ยังไม่ได้ใช้", "This code is none of those that were not used yet."
    )
    remedy = Text(
        "ตรวจสอบตัวอักษรบนสลิปอีกครั้ง หากเคยส่งแล้ว คำตอบของท่านนับแล้ว",
        "Compare the letters with your slip. If you sent your answers before, they are counted.",
    )


class AnswersNotKept(UserError):
    code = "SURVEYS-009"
    status = 503
    message = Text("ยังบันทึกคำตอบของท่านไม่ได้", "Your answers could not be kept just now.")
    remedy = Text(
        "กดย้อนกลับแล้วส่งอีกครั้ง ส่งซ้ำได้ ระบบนับเพียงครั้งเดียว",
        "Go back and send them again. Sending twice is safe: they are counted once.",
    )


class StillCollecting(UserError):
    code = "SURVEYS-010"
    status = 409
    message = Text(
        "รอบ %(round)s ยังรับคำตอบอยู่ จึงยังไม่มีใครดูผลได้",
        "The round %(round)s still collects answers; nobody sees results before it closes.",
    )
    remedy = Text("ปิดรอบก่อน", "Close the round first.")


class NotASurvey(UserError):
    code = "SURVEYS-011"
    message = Text("%(instrument)s ไม่ใช่แบบสอบถาม", "%(instrument)s is not a survey.")
    remedy = Text("เลือกแบบสอบถาม: %(surveys)s", "Choose a survey: %(surveys)s.")


class GateWithoutCodes(UserError):
    code = "SURVEYS-012"
    message = Text("ทางเข้านี้เปิดด้วยลิงก์ ไม่ใช้รหัส", "This way in is an open link; it takes no codes.")
    remedy = Text("เปิดทางเข้าแบบใช้รหัสแยกต่างหาก", "Open a way in for codes beside it.")


def new_sheet() -> str:
    """Return the random name of a sheet: who sends it twice is counted once."""
    return secrets.token_urlsafe(16)


def is_sheet(name: str) -> bool:
    return _SHEET.fullmatch(name) is not None


def new_code() -> str:
    """Return a random one-time code."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))


def new_token() -> str:
    """Return a random address of a way in, short enough to be typed from a poster."""
    return new_code().lower()


def plain_code(written: str) -> str:
    """Return a code or receipt as it was made, however somebody typed it."""
    return "".join(letter for letter in written.upper() if letter in LETTERS)


def spaced(code: str) -> str:
    """Return a code as people read it: "ABCD-EFGH-JKMN-PRST"."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def code_digest(token: str, code: str) -> UUID:
    """Return what is kept of a code: 128 bits of its SHA-256."""
    return _digest(f"code {token} {code}")


def receipt_of(sheet: str) -> str:
    """Return the receipt of a sheet, always the same."""
    number = int.from_bytes(sha256(f"sheet {sheet}".encode()).digest())
    letters = []
    for _ in range(RECEIPT_LETTERS):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def receipt_digest(receipt: str) -> UUID:
    """Return what is kept and published of a receipt: the first 128 bits of its SHA-256."""
    return _digest(receipt)


def _digest(words: str) -> UUID:
    return UUID(bytes=sha256(words.encode()).digest()[:16])


def required_responses(
    rules: list[Sampling], instrument: str, group: str, population: int | None
) -> int | None:
    """Return how many must answer at the least; None when no rule tells, or not the population.

    In: the edition's rules, of which the first that fits counts; `group` is the agency's type
    """
    fitting = (
        rule
        for rule in rules
        if rule.instrument == instrument and (not rule.agency_types or group in rule.agency_types)
    )
    rule = next(fitting, None)
    if rule is None:
        return None
    if rule.minimum is not None:
        return rule.minimum
    if population is None or rule.share_percent is None:
        return None
    if rule.enough is not None and population > (rule.enough_above or 0):
        return rule.enough
    share = ceil(population * rule.share_percent / 100)
    return min(population, max(share, rule.at_least or 0))
