"""Findings on the terminal."""

from collections.abc import Sequence

from prongsai.config.terminal.drawing import Pen
from prongsai.config.terminal.results import show_findings
from prongsai.methodology.findings import Finding
from prongsai.methodology.wording import Text
from prongsai.reports.queries.typed import CheckedReport

#: More than this nobody reads on a terminal.
_MOST = 300
_READ = Text(
    "%(file)s: รายงานปี %(year)s อ่านได้ คะแนนรวม %(totals)s ปี, %(indicators)s ตัวชี้วัด, "
    "จุดอ่อน %(rows)s แถว (รู้ว่าเป็นข้อใด %(rows_placed)s), %(themes)s ประเด็น %(measures)s มาตรการ",
    "%(file)s: report of %(year)s. Read: totals of %(totals)s years, %(indicators)s indicators, "
    "%(rows)s rows of weak points (%(rows_placed)s placed), %(themes)s themes with %(measures)s "
    "measures",
)


def show(findings: list[Finding], language: str, reports: Sequence[CheckedReport] = ()) -> None:
    """Show what was read of typed reports, and the findings, or say that there is none."""
    pen = Pen(language)
    for report in reports:
        told = {"file": report.file, "year": report.year_be, **report.read}
        pen.say(_READ.filled(**told), style="dim")
    if not findings:
        pen.say(Text("ไม่พบตัวเลขที่ขัดกัน", "No number contradicts another."), style="green")
    show_findings(pen, findings, most=_MOST)
