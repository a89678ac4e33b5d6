"""How long ways in may be opened, and how many codes they take."""

from prongsai.assessments.rules import RoundState
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

#: Codes that are made at once, and letters of the place where a way in hangs.
MOST_CODES, LONGEST_PLACE = 5_000, 120


class CollectingEnded(UserError):
    code = "SURVEYS-030"
    status = 409
    message = Text("รอบนี้ปิดรับคำตอบแล้ว", "The collecting of this round has ended.")
    remedy = Text(
        "คำตอบที่ส่งไว้ยังอยู่ครบ รอบที่ปิดแล้วเปิดอีกไม่ได้",
        "What was sent is kept. A round that has closed is not opened again.",
    )


class GateShut(UserError):
    code = "SURVEYS-031"
    status = 409
    message = Text("ทางเข้านี้ปิดแล้ว", "This way in is closed.")
    remedy = Text("เปิดทางเข้าใหม่แทน", "Open another one instead.")


class CodesOutOfRange(UserError):
    code = "SURVEYS-032"
    message = Text("สร้างรหัสได้ครั้งละ 1 ถึง %(most)s รหัส", "Codes are made 1 to %(most)s at a time.")
    remedy = Text("แบ่งทำหลายครั้ง", "Make them in several goes.")


class PlaceTooLong(UserError):
    code = "SURVEYS-033"
    message = Text("ชื่อจุดบริการยาวเกิน %(most)s ตัวอักษร", "The place is longer than %(most)s letters.")
    remedy = Text("ใช้ชื่อที่สั้นลง", "Give it a shorter name.")


def require_before_the_end(state: RoundState) -> None:
    """Refuse what only makes sense while a round is planned or collects.

    Raises:
        CollectingEnded
    """
    if state not in {RoundState.PLANNED, RoundState.COLLECTING}:
        raise CollectingEnded()


def require_number_of_codes(number: int) -> None:
    """Refuse to make no codes, or more than are printed at once.

    Raises:
        CodesOutOfRange
    """
    if not 1 <= number <= MOST_CODES:
        raise CodesOutOfRange(most=MOST_CODES)


def codes_still_needed(population: int | None, came_in: int, codes_left: int) -> int | None:
    """Return how many more codes let everybody answer; None when nobody told how many there are."""
    if population is None:
        return None
    return max(0, population - came_in - codes_left)
