"""Addresses of the surveys: short, because people type them from posters."""

from django.urls import path

from prongsai.surveys.views import (
    answering,
    closing,
    coverage,
    exports,
    gates,
    importing,
    interviewing,
    interviews,
    kiosk,
    mapping,
    offline,
    quality,
    receipts,
)
from prongsai.surveys.views.looks import Look

app_name = "surveys"
_ROUND = "desk/rounds/<str:framework>/<int:year>"
_AGENCY = f"{_ROUND}/agencies/<str:agency>"
urlpatterns = [
    path("a/worker.js", offline.worker, name="worker"),
    path("a/<str:token>/", answering.answer, name="answer"),
    path("a/<str:token>/steps/", answering.answer, {"look": Look.STEPS}, name="steps"),
    path("k/<str:token>/", kiosk.kiosk, name="kiosk"),
    path("k/<str:token>/form/", answering.answer, {"look": Look.KIOSK}, name="kiosk_form"),
    path("receipts/<str:framework>/<int:year>/<str:agency>/", receipts.receipts, name="receipts"),
    path(f"{_AGENCY}/ways-in/", gates.ways, name="ways_in"),
    path(f"{_AGENCY}/ways-in/<str:token>/close/", gates.close_way, name="close_way"),
    path(f"{_AGENCY}/interviews/", interviews.quotas, name="quotas"),
    path(f"{_AGENCY}/import/", importing.answers, name="import_answers"),
    path(f"{_AGENCY}/import/<str:upload>/", mapping.mapping, name="import_mapping"),
    path(f"{_AGENCY}/import/<str:upload>/check/", importing.check, name="import_check"),
    path(f"{_AGENCY}/import/<str:upload>/faults.csv", importing.faults, name="import_faults"),
    path(f"{_ROUND}/coverage/", coverage.coverage, name="coverage"),
    path(f"{_ROUND}/coverage.csv", coverage.coverage_table, name="coverage_table"),
    path(f"{_ROUND}/close/", closing.close, name="close"),
    path(f"{_ROUND}/answers/", exports.exports, name="exports"),
    path(f"{_ROUND}/quality/", quality.quality_round, name="quality_round"),
    path(f"{_AGENCY}/quality/", quality.quality, name="quality"),
    path("desk/interviews/", interviews.own, name="interviews"),
    path("desk/interviews/<int:quota>/", interviewing.interview, name="interview"),
]
