"""Addresses of what agencies disclose; they stand before those of results, which take any table."""

from django.urls import path

from prongsai.portal.transparency.views import catalog, open_data, pages

app_name = "transparency"
_YEAR = "agencies/<str:code>/<int:year>"
urlpatterns = [
    path("catalog.jsonld", catalog.catalog, name="catalog"),
    path("<int:year>/disclosures.csv", open_data.year_table, name="year_table"),
    path("agencies/<str:code>/disclosures.atom", open_data.feed, name="feed"),
    path(f"{_YEAR}/disclosures/", pages.agency, name="agency"),
    path(f"{_YEAR}/disclosures.<slug:form>", open_data.table, name="table"),
    path(f"{_YEAR}/disclosures/<str:item>/files/<int:file>/", pages.file, name="file"),
    path(f"{_YEAR}/widget/", pages.widget, name="widget"),
]
