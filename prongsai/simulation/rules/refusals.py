"""What a simulation refuses to do."""

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class FolderHoldsOtherThings(UserError):
    code = "SIMULATION-001"
    status = 409
    message = Text(
        "โฟลเดอร์ %(folder)s มีของอื่นอยู่แล้ว ซึ่งไม่ได้มาจากการจำลอง",
        "The folder %(folder)s holds other things that no simulation has written.",
    )
    remedy = Text(
        "ระบุโฟลเดอร์ใหม่ โฟลเดอร์ว่าง หรือโฟลเดอร์ของการจำลองครั้งก่อน ไม่มีไฟล์ใดถูกเปลี่ยนแปลง",
        "Name a new or empty folder, or that of an earlier simulation. No file was changed.",
    )


class TooFewRespondents(UserError):
    code = "SIMULATION-002"
    message = Text(
        "ผู้ตอบ %(respondents)s คนไม่พอสำหรับ %(agencies)s หน่วยงาน ต้องมีอย่างน้อย %(least)s คน",
        "%(respondents)s respondents are too few: %(agencies)s agencies need %(least)s.",
    )
    remedy = Text(
        "เพิ่มจำนวนผู้ตอบ หรือลดจำนวนหน่วยงาน", "Ask for more respondents or for fewer agencies."
    )


class NumbersOutOfRange(UserError):
    code = "SIMULATION-003"
    message = Text(
        "จำลองไม่ได้ด้วยหน่วยงาน %(agencies)s แห่งและค่าเริ่มสุ่ม %(seed)s",
        "No nation has %(agencies)s agencies with the seed %(seed)s.",
    )
    remedy = Text(
        "ใช้หน่วยงานอย่างน้อย 1 แห่ง และค่าเริ่มสุ่มตั้งแต่ 0 ขึ้นไป",
        "Use at least 1 agency and a seed of 0 or more.",
    )


def require_numbers(*, agencies: int, seed: int) -> None:
    """Refuse a nation of nobody, or a seed that no chance can start from.

    Raises:
        NumbersOutOfRange: agencies below 1, or seed below 0.
    """
    if agencies < 1 or seed < 0:
        raise NumbersOutOfRange(agencies=agencies, seed=seed)


def require_enough(respondents: int, *, agencies: int, least: int) -> None:
    """Refuse fewer respondents than every agency needs to have a result at all.

    Raises:
        TooFewRespondents: fewer than `least`.
    """
    if respondents < least:
        raise TooFewRespondents(respondents=respondents, agencies=agencies, least=least)
