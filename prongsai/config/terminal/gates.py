"""A way into a survey on the terminal."""

from prongsai.config.terminal.drawing import Pen
from prongsai.methodology.wording import Text, same
from prongsai.surveys.queries.ways_in import WayListed

_OPEN, _CLOSED = Text("เปิด", "open"), Text("ปิดแล้ว", "closed")


def show(address: str, codes: list[str], language: str) -> None:
    """Say where the survey is answered, and the codes, which are never shown again."""
    pen = Pen(language)
    pen.say(Text("ตอบแบบสอบถามที่ ", "The survey is answered at ") + same(address))
    if codes:
        pen.say(
            Text("รหัสใช้ครั้งเดียว จะไม่แสดงอีก:", "One-time codes, never shown again:"), style="bold"
        )
    for code in codes:
        pen.console.print(f"  {code}", markup=False)


def show_all(ways: list[WayListed], language: str) -> None:
    """List the ways in of an agency."""
    pen = Pen(language)
    if not ways:
        pen.say(Text("ยังไม่มีทางเข้า", "There is no way in yet."))
        return
    pen.table(
        (Text("ที่อยู่", "address"), "fixed"),
        (Text("แบบวัด", "survey"), "fixed"),
        (Text("จุดบริการ", "place"), "fixed"),
        (Text("รหัสที่เหลือ", "codes left"), "right"),
        (Text("สถานะ", "state"), "fixed"),
        rows=[
            [
                f"/a/{way.token}/",
                way.instrument,
                way.place or "-",
                f"{way.codes_left:,}/{way.codes_made:,}" if way.takes_codes else "-",
                pen.word(_CLOSED if way.is_closed else _OPEN),
            ]
            for way in ways
        ],
    )
