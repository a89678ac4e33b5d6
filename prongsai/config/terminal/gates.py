"""A way into a survey on the terminal."""

from prongsai.config.terminal.drawing import Pen
from prongsai.methodology.wording import Text, same


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
