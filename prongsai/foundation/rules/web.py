"""What comes over the web: what is refused of it, and what our pages may load."""

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

#: Everything a page shows comes from here: nobody else learns who reads what.
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class AddressUnreadable(UserError):
    code = "SYSTEM-002"
    status = 400
    message = Text("ที่อยู่นี้มีอักขระที่อ่านไม่ได้", "The address holds a sign that cannot be read.")
    remedy = Text("คัดลอกที่อยู่อีกครั้งให้ครบ", "Copy the address again, whole.")


class WordsUnkeepable(UserError):
    code = "SYSTEM-003"
    message = Text(
        "มีข้อความที่เก็บไม่ได้ เพราะยาวเกินไปหรือมีอักขระที่ไม่ใช่ตัวอักษร",
        "Some of the words cannot be kept: they are too long, or hold what is no letter.",
    )
    remedy = Text(
        "ส่งเป็น UTF-8 โดยไม่มี NUL และให้สั้นลง", "Send UTF-8 without NUL, and fewer words at a place."
    )
