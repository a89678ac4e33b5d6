"""Keys by which programs act for a person: how they look, and when they do not open."""

import secrets
from hashlib import sha256

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

#: Every key begins so: programs that look for secrets in the wrong place know them by it.
PREFIX = "prongsai_"
#: Letters of a key's name.
LONGEST_KEY_NAME = 100
_BYTES = 32


class KeyUnknown(UserError):
    code = "RIGHTS-003"
    status = 401
    message = Text("ไม่มีกุญแจ API หรือกุญแจใช้ไม่ได้แล้ว", "There is no API key, or it opens nothing.")
    remedy = Text(
        "ส่งหัวข้อ Authorization: Bearer กุญแจ โดยสร้างกุญแจในหน้าบัญชีของท่าน",
        "Send the header Authorization: Bearer KEY; make a key on the page of your account.",
    )


class KeyNameless(UserError):
    code = "RIGHTS-004"
    message = Text("กุญแจยังไม่มีชื่อ หรือชื่อยาวเกินไป", "The key has no name, or one that is too long.")
    remedy = Text(
        "ตั้งชื่อตามสิ่งที่จะใช้กุญแจ ไม่เกิน 100 ตัวอักษร",
        "Name it after what will use it, in at most 100 letters.",
    )


class KeyMissing(UserError):
    code = "RIGHTS-005"
    status = 404
    message = Text("ไม่มีกุญแจนี้", "There is no such key.")
    remedy = Text("ดูกุญแจที่มีในหน้าบัญชีของท่าน", "The page of your account lists your keys.")


def new_key() -> str:
    """Return a key of 256 random bits."""
    return PREFIX + secrets.token_urlsafe(_BYTES)


def digest_of(key: str) -> str:
    """Return what is kept of a key: enough to know it again, not to say it."""
    return sha256(key.encode()).hexdigest()
