"""Addresses of documents, and of what is handed out to lead people into a survey."""

from django.urls import path

from prongsai.reports.views import handouts, mailing, objection_letters
from prongsai.reports.views.reports import analysis

app_name = "reports"
_WAY = "desk/rounds/<str:framework>/<int:year>/agencies/<str:agency>/ways-in/<str:token>"
_LETTER = (
    "desk/rounds/<str:framework>/<int:year>/agencies/<str:agency>/letters/<str:kind>.<slug:form>"
)
urlpatterns = [
    path("agencies/<str:code>/<int:year>/analysis.<slug:form>", analysis, name="analysis"),
    path(_LETTER, objection_letters.letter, name="objection_letter"),
    path(f"{_WAY}/poster.pdf", handouts.poster, name="poster"),
    path(f"{_WAY}/slips/", handouts.slips, name="slips"),
    path(f"{_WAY}/void/", handouts.void_codes, name="void_codes"),
    path(f"{_WAY}/mail/", mailing.mail, name="mail_codes"),
]
