"""Links as agencies give them: what of them is fetched."""

from urllib.parse import SplitResult, urlsplit

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

LONGEST = 2000
#: Below this only the web's own ports are open to links.
_FREE_PORTS = 1024
_PORTS = {"http": 80, "https": 443}


class LinkRefused(UserError):
    code = "EVIDENCE-001"
    message = Text("ไม่เปิดลิงก์ %(link)s: %(why)s", "The link %(link)s is not opened: %(why)s.")
    remedy = Text(
        "ใช้ลิงก์ของหน้าเว็บสาธารณะที่ขึ้นต้นด้วย http:// หรือ https://",
        "Give the link of a public page that begins with http:// or https://.",
    )


NOT_THE_WEB = Text("ไม่ใช่ที่อยู่ของเว็บ", "it is no address of the web")
TOO_LONG = Text("ยาวเกินไป", "it is too long")
HAS_A_LOGIN = Text("มีชื่อผู้ใช้หรือรหัสผ่านอยู่ในลิงก์", "it carries a name or a password")
NO_HOST = Text("ไม่มีชื่อเว็บไซต์", "it names no site")
ODD_LETTERS = Text("มีช่องว่างหรืออักขระที่มองไม่เห็น", "it has spaces or invisible signs")
ODD_PORT = Text("พอร์ตนี้ไม่ใช่พอร์ตของเว็บ", "its port is none of the web's")
NOT_PUBLIC = Text(
    "ชี้ไปยังเครือข่ายภายใน ไม่ใช่เครือข่ายสาธารณะ", "it leads into a network that is not public"
)
TOO_MANY_HOPS = Text("ส่งต่อหลายทอดเกินไป", "it is passed on too many times")


def require_link(written: str) -> SplitResult:
    """Return the parts of a link that may be fetched, whatever address its site has.

    Raises:
        LinkRefused: says why not.
    """
    if len(written) > LONGEST:
        raise LinkRefused(link=written, why=TOO_LONG)
    if any(letter.isspace() or not letter.isprintable() or letter == "\\" for letter in written):
        raise LinkRefused(link=written, why=ODD_LETTERS)
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError as error:
        raise LinkRefused(link=written, why=NOT_THE_WEB) from error
    if parts.scheme not in _PORTS:
        raise LinkRefused(link=written, why=NOT_THE_WEB)
    if parts.username is not None or parts.password is not None:
        raise LinkRefused(link=written, why=HAS_A_LOGIN)
    if not parts.hostname:
        raise LinkRefused(link=written, why=NO_HOST)
    if port is not None and port < _FREE_PORTS and port not in _PORTS.values():
        raise LinkRefused(link=written, why=ODD_PORT)
    return parts
