"""Screenshots of copies: which copies get one, how large it may be, and why there is none."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from prongsai.evidence.rules.states import CaptureReason
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

#: Copies that somebody stands for or waits for; the daily look at a link gets no picture.
PICTURED = (
    CaptureReason.OBJECTION.value,
    CaptureReason.DEADLINE.value,
    CaptureReason.SUBMITTED.value,
)
#: An older copy gets none any more: what it draws on would not be of its time.
FRESH = timedelta(days=30)
#: In pixels; a longer page is cut.
WIDTH, HIGHEST = 1280, 5_000
#: Bytes of a page that is drawn at all, and of its picture.
LARGEST_PAGE, LARGEST_PICTURE = 5 * 2**20, 4 * 2**20
_WEB = frozenset({"http", "https"})
#: What a page brings along itself: nothing is fetched for it.
_OWN = frozenset({"data", "blob", "about"})
#: Browsers ask for it by themselves; no picture shows it.
_ICON = "/favicon.ico"


class NoScreenshot(StrEnum):
    """Why a copy has no screenshot."""

    #: There is no browser on this machine, or the operator wants none.
    NO_BROWSER = "no_browser"
    #: The machine lets no program be shut off from the network, so that no browser is begun.
    NOT_SHUT_OFF = "not_shut_off"
    TOO_SLOW = "too_slow"
    BROKE = "broke"
    TOO_LARGE = "too_large"
    #: The bytes cannot be unpacked, or are not on this machine.
    UNREADABLE = "unreadable"


REASONS = {
    NoScreenshot.NO_BROWSER: Text("เครื่องนี้ไม่มี Chromium", "there is no Chromium on this machine"),
    NoScreenshot.NOT_SHUT_OFF: Text(
        "เครื่องนี้กั้นเบราว์เซอร์ออกจากเครือข่ายไม่ได้",
        "this machine cannot shut a browser off from the network",
    ),
    NoScreenshot.TOO_SLOW: Text("ใช้เวลาวาดหน้านานเกินไป", "drawing the page took too long"),
    NoScreenshot.BROKE: Text("เบราว์เซอร์หยุดทำงานขณะวาดหน้า", "the browser broke down over the page"),
    NoScreenshot.TOO_LARGE: Text("หน้าหรือภาพใหญ่เกินไป", "the page or its picture is too large"),
    NoScreenshot.UNREADABLE: Text("อ่านเนื้อหาของสำเนาไม่ได้", "the bytes of the copy cannot be read"),
}

NOT_YET = Text("ยังไม่ถึงคิวทำภาพหน้าจอ", "it is still to be made")
TOO_OLD = Text("ไม่ได้ทำไว้ภายใน 30 วันหลังเก็บสำเนา", "none was made within 30 days of the copy")


class ScreenshotAway(UserError):
    code = "EVIDENCE-080"
    status = 404
    message = Text("สำเนาหมายเลข %(number)s ไม่มีภาพหน้าจอ", "Copy %(number)s has no screenshot.")
    remedy = Text(
        "ภาพหน้าจอทำขึ้นภายหลังเฉพาะหน้าเว็บที่หน่วยงานส่ง ดูเหตุผลในหน้าของสำเนา",
        "They are made later, of pages that agencies send; the page of the copy says why not.",
    )


class Answer(StrEnum):
    """What a browser gets that asks for something while it draws a copy."""

    #: The copy itself.
    COPY = "copy"
    #: What its address shows, fetched as links are.
    FETCHED = "fetched"
    #: It may go on: nothing leaves the browser for this.
    OWN = "own"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Asked:
    """What a browser asks for; `is_page` says that it would show it as a page, or in a frame."""

    link: str
    method: str
    is_page: bool


def answer_to(asked: Asked, *, is_first: bool) -> Answer:
    """Return what a browser gets: the copy once, parts of it, and never another page.

    In: whether this is the first page it asks for, which is the one that it was told to draw
    """
    try:
        parts = urlsplit(asked.link)
    except ValueError:
        return Answer.NOTHING
    scheme = parts.scheme
    if scheme in _OWN:
        return Answer.OWN
    if asked.is_page:
        return Answer.COPY if is_first else Answer.NOTHING
    if scheme not in _WEB or asked.method != "GET" or parts.path == _ICON:
        return Answer.NOTHING
    return Answer.FETCHED
