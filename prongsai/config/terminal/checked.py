"""Findings on the terminal."""

from prongsai.config.terminal.drawing import Pen
from prongsai.config.terminal.results import show_findings
from prongsai.methodology.findings import Finding
from prongsai.methodology.wording import Text

#: More than this nobody reads on a terminal.
_MOST = 300


def show(findings: list[Finding], language: str) -> None:
    """Show the findings, or say that there is none."""
    pen = Pen(language)
    if not findings:
        pen.say(Text("ไม่พบตัวเลขที่ขัดกัน", "No number contradicts another."), style="green")
    show_findings(pen, findings, most=_MOST)
