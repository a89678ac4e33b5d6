"""Addresses of the working area that are about what agencies disclose and what is decided of it."""

from django.urls import URLPattern, URLResolver, include, path

from prongsai.evidence.views import (
    captures,
    checklist,
    item,
    judging,
    objections,
    replacing,
    reviews,
    tables,
    watch,
)

app_name = "evidence"
_JUDGED = "<str:framework>/<int:year>/<str:agency>/<str:item>/"
_DISCLOSURES: list[URLPattern | URLResolver] = [
    path("", checklist.checklist, name="checklist"),
    path("carry-over/", checklist.carry, name="carry"),
    path("paste/", tables.paste, name="paste"),
    path("import/", tables.choose, name="import_list"),
    path("import/<str:upload>/", tables.check, name="check_list"),
    path("import/<str:upload>/faults.csv", tables.faults, name="faults"),
    path("list.<str:form>", tables.export, name="export_list"),
    path("<str:item>/", item.item, name="item"),
    path("<str:item>/files/<int:file>/", item.file, name="file"),
]
_AGENCY: list[URLPattern | URLResolver] = [
    path("disclosures/", include(_DISCLOSURES)),
    path("links/", watch.watch, name="watch"),
    path("verdicts/", objections.verdicts, name="verdicts"),
    path("disclosures/<str:item>/objection/", objections.raise_one, name="object"),
    path("disclosures/<str:item>/correction/", judging.correct, name="correct"),
]
_ROUND: list[URLPattern | URLResolver] = [
    path("reviews/", reviews.allot, name="allot"),
    path("reviews/statistics/", reviews.statistics, name="statistics"),
    path("evaluators/<str:agency>/<str:stage>/", replacing.replace, name="replace"),
    path("reviews/<str:agency>/<str:item>/", judging.settle, name="settle"),
    path("links/", watch.watch_round, name="watch_round"),
    path("links/deadline/", watch.deadline, name="deadline"),
    path("agencies/<str:agency>/", include(_AGENCY)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/reviews/", reviews.reviews, name="reviews"),
    path(f"desk/reviews/{_JUDGED}", judging.judge, name="judge"),
    path("desk/objections/", objections.objections, name="objections"),
    path(f"desk/objections/{_JUDGED}", objections.decide, name="decide"),
    path("desk/captures/<int:number>/", captures.frozen, name="frozen"),
    path("desk/captures/<int:number>/<str:form>/", captures.frozen_file, name="frozen_file"),
    path("desk/rounds/<str:framework>/<int:year>/", include(_ROUND)),
]
