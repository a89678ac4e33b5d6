"""Quotas of interviews on the terminal."""

from prongsai.config.terminal.drawing import Pen
from prongsai.methodology.wording import Text
from prongsai.surveys.queries.interviews import QuotaListed


def show(quotas: list[QuotaListed], language: str) -> None:
    """List who asks how many, and how many they have asked."""
    pen = Pen(language)
    if not quotas:
        pen.say(Text("ยังไม่มีโควตาการสัมภาษณ์", "No interviews are planned."))
        return
    pen.table(
        (Text("ผู้สัมภาษณ์", "interviewer"), "fixed"),
        (Text("แบบวัด", "survey"), "fixed"),
        (Text("วิธี", "how"), "fixed"),
        (Text("สัมภาษณ์แล้ว", "asked"), "right"),
        (Text("โควตา", "wanted"), "right"),
        rows=[
            [
                quota.email,
                quota.instrument_code,
                pen.word(quota.how),
                f"{quota.asked:,}",
                f"{quota.wanted:,}",
            ]
            for quota in quotas
        ],
    )
