"""What verifying the audit trail found, on the terminal."""

from prongsai.config.terminal.drawing import Pen
from prongsai.foundation.services.audit import Verified
from prongsai.methodology.wording import Text


def show(verified: Verified, language: str) -> None:
    """Say how long the trail is and what is wrong with it."""
    pen = Pen(language)
    for fault in verified.faults:
        pen.say(fault, style="red")
    if not verified.faults:
        pen.say(
            Text("ถูกต้องครบถ้วน %(n)s รายการ", "Sound: %(n)s entries.").filled(
                n=f"{verified.entries:,}"
            ),
            style="green",
        )
    pen.say(Text("แฮชสุดท้าย ", "Last hash ") + Text(verified.head, verified.head), style="dim")
