"""Addresses of the working area that are about rounds and the agencies in them."""

from django.urls import URLPattern, URLResolver, include, path

from prongsai.assessments.views import entering, participation, phases, rounds, work

app_name = "assessments"
_AGENCY: list[URLPattern | URLResolver] = [
    path("", participation.participation, name="participation"),
    path("approve/", participation.approve, name="approve"),
]
_ROUND: list[URLPattern | URLResolver] = [
    path("", rounds.show, name="round"),
    path("phases/<str:code>/", phases.phase, name="phase"),
    path("enter/", entering.enter, name="enter"),
    path("open/", rounds.open_round, name="open_round"),
    path("agencies/<str:agency>/", include(_AGENCY)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", work.work, name="work"),
    path("desk/rounds/plan/", rounds.plan, name="plan"),
    path("desk/rounds/<str:framework>/<int:year>/", include(_ROUND)),
]
