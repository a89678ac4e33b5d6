"""Why an item was not fully passed: phrases that evaluators use again and again."""

from prongsai.methodology.wording import Text, same

#: Code of a reason -> the phrase; kept with a verdict by its code.
REASONS = {
    "not_shown": Text("เปิดลิงก์ไม่ได้ในวันปิดรับ", "The link could not be opened at the deadline."),
    "not_found": Text("ไม่พบข้อมูลตามรายการนี้", "What the item asks for was not found."),
    "other_year": Text("ข้อมูลไม่ใช่ของปีที่ประเมิน", "The information is of another year."),
    "incomplete": Text("ข้อมูลไม่ครบทุกองค์ประกอบ", "Parts that the item asks for are missing."),
    "other_agency": Text("ข้อมูลเป็นของหน่วยงานอื่น", "The information is of another agency."),
    "not_public": Text("ต้องเข้าสู่ระบบจึงจะเห็น", "It can only be seen after logging in."),
    "unreadable": Text("ไฟล์เปิดหรืออ่านไม่ได้", "The file cannot be opened or read."),
    "after_deadline": Text("เผยแพร่หลังวันปิดรับ", "It was published after the deadline."),
    "does_not_apply": Text("รายการนี้ไม่ใช้กับหน่วยงานนี้", "The item does not apply to this agency."),
}


def reason_in_words(code: str) -> Text:
    """Return the phrase of a reason; one that is not known any more is its code."""
    return REASONS.get(code, same(code))
