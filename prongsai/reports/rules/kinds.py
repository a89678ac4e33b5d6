"""The kinds of reports there are."""

from enum import StrEnum

from prongsai.improvement.rules.states import SnapshotKind
from prongsai.methodology.wording import Text


class ReportKind(StrEnum):
    """What a report is about; the word is part of the name of its file."""

    #: The result of a year, layer by layer: sections 1 and 2.
    ANALYSIS = "analysis"
    #: The analysis, and the measures that followed from it: sections 1 to 3.
    ANNUAL = "annual"
    PROGRESS_6 = "progress-6"
    PROGRESS_12 = "progress-12"
    #: One page for those who decide.
    SUMMARY = "summary"
    #: What one unit has to do.
    UNIT = "unit"
    #: All agencies of a round, a page or less each.
    COUNTRY = "country"


REPORT_KINDS = {
    ReportKind.ANALYSIS: Text("รายงานการวิเคราะห์ผล", "analysis"),
    ReportKind.ANNUAL: Text("รายงานประจำปี", "annual report"),
    ReportKind.PROGRESS_6: Text("รายงานความก้าวหน้ารอบ 6 เดือน", "progress after six months"),
    ReportKind.PROGRESS_12: Text("รายงานความก้าวหน้ารอบ 12 เดือน", "progress after twelve months"),
    ReportKind.SUMMARY: Text("บทสรุปสำหรับผู้บริหาร", "summary for executives"),
    ReportKind.UNIT: Text("ใบงานของส่วนงาน", "sheet of a unit"),
    ReportKind.COUNTRY: Text("ผลการประเมินทั้งประเทศ", "country book"),
}
#: How the plan was kept that a report of progress is about.
SNAPSHOTS = {
    ReportKind.PROGRESS_6: SnapshotKind.SIX_MONTHS,
    ReportKind.PROGRESS_12: SnapshotKind.TWELVE_MONTHS,
}
