"""The page of a whole year: its ranking, how totals are spread, types of agencies compared."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.foundation.templatetags.prongsai import long_date, said
from prongsai.foundation.views import reads_only
from prongsai.methodology.edition.tree import Kind
from prongsai.results.forms import selection_from
from prongsai.results.queries import country as queries
from prongsai.results.queries.page_tables import COUNTRY_TABLES
from prongsai.results.queries.phrases import RANKING_NAMES
from prongsai.results.queries.published import PublishedYear, published_year
from prongsai.results.queries.selection import Selection, choices, sortings
from prongsai.results.rules import TableUnknown
from prongsai.results.services.downloads import MEDIA, table_file
from prongsai.results.views.answers import Address, as_file, table_links, year_tabs
from prongsai.results.views.pictures import distribution


@reads_only
def country(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show a year, the latest unless one is named, and the agencies that were asked for."""
    chosen, years = published_year(year)
    before = next((other for other in years if other.year_be == chosen.year_be - 1), None)
    selection = selection_from(request.GET)
    spread = queries.spread(chosen, selection)
    here = reverse("results:country_year", args=[chosen.year_be])
    context = {
        "year": chosen,
        "tabs": year_tabs("country_year", (one.year_be for one in years)),
        "selection": selection,
        "fields": _fields(chosen, selection),
        "chips": _chips(chosen, selection, here),
        "ranking": queries.ranking(chosen, selection, before),
        "ranking_name": RANKING_NAMES[selection.ranking],
        "headings": _headings(chosen, selection),
        "spread": spread,
        "levels": _levels(chosen, selection, spread, here),
        "distribution": distribution(chosen, spread),
        "heat": queries.heat_map(chosen, selection),
        "indicators": _indicators(chosen),
        "downloads": table_links(_downloads(), _table_address(chosen, selection)),
        "here": here,
        "published": long_date(chosen.published_at),
    }
    return render(request, "results/country.html", context)


@reads_only
def country_table(request: HttpRequest, year: int, table: str, form: str) -> HttpResponse:
    """Give a table of the country page as a file, for the agencies that were asked for."""
    chosen, _years = published_year(year)
    if table not in COUNTRY_TABLES:
        raise TableUnknown(name=table, names=", ".join(COUNTRY_TABLES))
    listing = COUNTRY_TABLES[table](chosen, selection_from(request.GET))
    content = table_file(listing, table, form)
    return as_file(content, MEDIA[form], f"ita-{year}-{table}.{form}")


def _fields(year: PublishedYear, selection: Selection) -> list[dict[str, object]]:
    """Return the filters of the form with their choices."""
    labels = {
        "group": _("Type of agency"),
        "ministry": _("Ministry"),
        "province": _("Province"),
        "level": _("Level"),
    }
    return [
        {"name": name, "label": labels[name], "value": getattr(selection, name), "choices": found}
        for name, found in choices(year).items()
        if found
    ]


def _chips(year: PublishedYear, selection: Selection, here: str) -> list[dict[str, str]]:
    """Return the filters that are set, each with the address without it."""
    names = {
        (name, choice.value): said(choice.name)
        for name, found in choices(year).items()
        for choice in found
    }
    return [
        {
            "name": names.get((name, value), f"“{value}”"),
            "url": here + _query(selection.without(name)),
        }
        for name, value in selection.filters.items()
    ]


def _query(selection: Selection) -> str:
    asked = selection.filters | ({"sort": selection.sort} if selection.sort else {})
    return f"?{urlencode(asked)}" if asked else ""


def _headings(year: PublishedYear, selection: Selection) -> list[dict[str, object]]:
    """Return the sortable headings of the scores."""
    return [
        {
            "sort": name,
            "text": words,
            "chosen": name == selection.sort,
            "query": _query(replace(selection, sort=name)) or "?",
        }
        for name, words in sortings(year.edition).items()
    ]


def _levels(
    year: PublishedYear, selection: Selection, spread: queries.Spread, here: str
) -> list[dict[str, object]]:
    """Return how many have each level, with the address that shows only those."""
    levels = year.edition.rules.levels
    return [
        {
            "level": level,
            "place": place,
            "agencies": agencies,
            "percent": f"{100 * agencies / spread.agencies:.1f}" if spread.agencies else "0",
            "url": here + _query(replace(selection, level=level.code)),
        }
        for place, (level, agencies) in enumerate(zip(levels, spread.levels, strict=True))
    ]


def _indicators(year: PublishedYear) -> list[object]:
    edition = year.edition
    return [edition.nodes[node] for node in edition.of_kind(Kind.INDICATOR)]


def _downloads() -> dict[str, str]:
    return {
        "ranking": _("Ranking, all agencies chosen"),
        "levels": _("Agencies by level"),
        "distribution": _("Distribution of totals"),
        "heat": _("Indicators by type of agency"),
    }


def _table_address(year: PublishedYear, selection: Selection) -> Address:
    def address(table: str, form: str) -> str:
        place = reverse("results:country_table", args=[year.year_be, table, form])
        return place + _query(selection)

    return address
