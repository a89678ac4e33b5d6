"""Addresses of documents, and of what is handed out to lead people into a survey."""

from django.urls import path

from prongsai.reports.views import (
    books,
    handouts,
    mailing,
    objection_letters,
    published,
    typed,
    versions,
    writing,
)
from prongsai.reports.views.reports import analysis

app_name = "reports"
_WAY = "desk/rounds/<str:framework>/<int:year>/agencies/<str:agency>/ways-in/<str:token>"
_LETTER = (
    "desk/rounds/<str:framework>/<int:year>/agencies/<str:agency>/letters/<str:kind>.<slug:form>"
)
_PUBLIC = "agencies/<str:code>/<int:year>/reports/<slug:kind>"
_REPORTS = "desk/plans/<str:framework>/<int:year>/<str:agency>/reports/"
_REPORT = f"{_REPORTS}<slug:kind>/"
_VERSION = f"{_REPORT}versions/<int:number>/"
urlpatterns = [
    path("agencies/<str:code>/<int:year>/analysis.<slug:form>", analysis, name="analysis"),
    path("desk/check-report/", typed.check, name="check_report"),
    path(f"{_PUBLIC}/", published.published, name="published"),
    path(f"{_PUBLIC}.<slug:language>.<slug:form>", published.published_file, name="published_file"),
    path(_REPORTS, writing.reports, name="reports"),
    path(f"{_REPORTS}summary.<slug:form>", writing.summary, name="summary"),
    path(f"{_REPORTS}units/<str:unit>.<slug:form>", writing.unit_sheet, name="unit_sheet"),
    path("desk/books/<int:year>/", books.book, name="book"),
    path("desk/books/<int:year>.<slug:language>.pdf", books.book_pdf, name="book_pdf"),
    path(_REPORT, writing.draft, name="draft"),
    path(f"{_REPORT}words/<str:key>/", writing.words, name="words"),
    path(f"{_REPORT}lost/<str:key>/", writing.lost_words, name="lost_words"),
    path(f"{_REPORT}preview.<slug:form>", writing.preview_file, name="preview"),
    path(f"{_REPORT}send/", writing.send, name="send"),
    path(_VERSION, versions.version, name="version"),
    path(f"{_VERSION}<slug:language>.<slug:form>", versions.version_file, name="version_file"),
    path(_LETTER, objection_letters.letter, name="objection_letter"),
    path(f"{_WAY}/poster.pdf", handouts.poster, name="poster"),
    path(f"{_WAY}/slips/", handouts.slips, name="slips"),
    path(f"{_WAY}/void/", handouts.void_codes, name="void_codes"),
    path(f"{_WAY}/mail/", mailing.mail, name="mail_codes"),
]
