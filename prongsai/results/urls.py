"""Addresses of published results, and of scoring and publishing them."""

from django.urls import path

from prongsai.results.views import agency, country, method, scores

app_name = "results"
_ROUND = "desk/rounds/<str:framework>/<int:year>/scores/"
urlpatterns = [
    path(_ROUND, scores.round_scores, name="round_scores"),
    path(f"{_ROUND}<int:run>/publish/", scores.publish, name="publish_run"),
    path(f"{_ROUND}<int:run>/withdraw/", scores.withdraw, name="withdraw_run"),
    path("", country.country, name="country"),
    path("<int:year>/", country.country, name="country_year"),
    path("<int:year>/<slug:table>.<slug:form>", country.country_table, name="country_table"),
    path("method/", method.method_overview, name="method_overview"),
    path("method/<int:year>/", method.method_overview, name="method_overview_year"),
    path("agencies/<str:code>/", agency.agency, name="agency"),
    path("agencies/<str:code>/<int:year>/", agency.agency, name="agency_year"),
    path("agencies/<str:code>/<int:year>/what-if/", agency.what_if, name="what_if"),
    path("agencies/<str:code>/<int:year>/method/", agency.method, name="method"),
    path(
        "agencies/<str:code>/<int:year>/<slug:table>.<slug:form>",
        agency.agency_table,
        name="agency_table",
    ),
]
