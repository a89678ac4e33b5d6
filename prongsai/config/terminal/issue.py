"""Versions of reports on the terminal."""

from collections.abc import Sequence
from datetime import date

from prongsai.config.terminal.drawing import Pen
from prongsai.methodology.dates import date_text
from prongsai.methodology.wording import Text
from prongsai.reports.queries.issued import VersionRow

_VERSION = Text(
    "ฉบับที่ %(number)s: %(state)s (%(files)s ไฟล์)", "Version %(number)s: %(state)s (%(files)s files)"
)
_TOLD = Text("เอกสารที่ %(number)s ลงวันที่ %(day)s", "Document no. %(number)s of %(day)s")
_NONE = Text("ยังไม่มีฉบับที่ส่ง", "No version was sent yet.")


def show_list(rows: Sequence[VersionRow], language: str) -> None:
    """Say how far each version is."""
    pen = Pen(language)
    if not rows:
        pen.say(_NONE)
    for row in rows:
        pen.say(_VERSION.filled(number=row.number, state=row.state_name, files=len(row.files)))


def show_particulars(number: str, day: date, language: str) -> None:
    """Say what the document is called."""
    Pen(language).say(_TOLD.filled(number=number, day=date_text(day)))
