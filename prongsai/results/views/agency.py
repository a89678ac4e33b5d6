"""The pages of one agency: its results, what if, how the total came about, its tables."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prongsai.foundation.rules import UserError
from prongsai.foundation.views import reads_only
from prongsai.methodology.edition.doubts import doubts
from prongsai.results.forms import supposed_scores
from prongsai.results.queries.comparison import peers_of
from prongsai.results.queries.histories import AgencyHistory, AgencyYear
from prongsai.results.queries.page_tables import AGENCY_TABLES
from prongsai.results.queries.published import published_history
from prongsai.results.queries.weak import ItemRow, item_rows, latest_with_items, weak_rows
from prongsai.results.rules import TableUnknown
from prongsai.results.services.downloads import MEDIA, table_file
from prongsai.results.services.supposing import suppose_published
from prongsai.results.views import agency_parts as parts
from prongsai.results.views import pictures
from prongsai.results.views.answers import Address, as_file, table_links

#: So many weak points are offered in the short form that asks what if.
_OFFERED = 8
#: So many weak points are shown at once.
_SHOWN = 10


@reads_only
def agency(request: HttpRequest, code: str, year: int | None = None) -> HttpResponse:
    """Show an agency in a year, the latest unless one is named."""
    history, chosen = _found(code, year)
    before = history.of(chosen.year_be - 1)
    with_items = latest_with_items(history.until(chosen.year_be))
    weak = weak_rows(with_items) if with_items else []
    peers = peers_of(chosen)
    context = parts.common(history, chosen, "agency_year") | parts.head(history, chosen)
    context |= {
        "with_items": with_items,
        "weak_counts": parts.weak_counts(with_items) if with_items else [],
        "weak_first": weak[:_SHOWN],
        "weak_rest": weak[_SHOWN:],
        "offered": _offered(chosen),
        "trend": pictures.trend(history, chosen),
        "bars": pictures.indicators(chosen),
        "change": pictures.change(before, chosen) if before else None,
        "contributions": pictures.contributions(before, chosen) if before else None,
        "peers": peers,
        "beside": parts.beside(chosen, peers),
        "spread": pictures.peers(chosen, peers) if peers else None,
        "reports": _reports(code, chosen),
        "tables": table_links(_tables(), _table_address(code, chosen)),
    }
    return render(request, "results/agency.html", context)


@reads_only
def what_if(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show what would follow if an agency had other scores; a mistake is told in the form."""
    history, chosen = _found(code, year)
    asked = supposed_scores(request.GET)
    changes = [f"{code}={value}" for code, value in asked.items()]
    refused, found = None, None
    try:
        found = suppose_published(chosen, changes) if changes else None
    except UserError as error:
        refused = error
    context = parts.common(history, chosen, "what_if", _("What if")) | {
        "found": found,
        "refused": refused,
        "groups": parts.by_instrument(chosen, item_rows(chosen, asked=asked)),
        **(parts.supposed(found.supposed) if found else {}),
    }
    status = refused.status if refused else 200
    return render(request, "results/what_if.html", context, status=status)


@reads_only
def method(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show how an agency's total came about, number by number."""
    history, chosen = _found(code, year)
    context = parts.common(history, chosen, "method", _("Method")) | {
        **parts.steps(chosen),
        "doubts": doubts(chosen.edition),
        "tables": table_links({"scores": _("All scores")}, _table_address(code, chosen)),
    }
    return render(request, "results/method.html", context)


@reads_only
def agency_table(
    _request: HttpRequest, code: str, year: int, table: str, form: str
) -> HttpResponse:
    """Give a table of an agency's page as a file."""
    history, chosen = _found(code, year)
    if table not in AGENCY_TABLES:
        raise TableUnknown(name=table, names=", ".join(AGENCY_TABLES))
    content = table_file(AGENCY_TABLES[table](history, chosen), table, form)
    return as_file(content, MEDIA[form], f"ita-{year}-{table}.{form}")


def _found(code: str, year: int | None) -> tuple[AgencyHistory, AgencyYear]:
    history = published_history(code)
    return history, history.latest if year is None else history.published(year)


def _offered(year: AgencyYear) -> list[ItemRow]:
    """Return the scores whose change would bring most, for the short form."""
    rows = sorted(item_rows(year, asked={}), key=lambda row: (-row.gain, row.score))
    return rows[:_OFFERED]


def _reports(code: str, year: AgencyYear) -> list[dict[str, str]]:
    names = {
        "pdf": _("Analysis report, PDF"),
        "docx": _("Analysis report, Word"),
        "xlsx": _("Analysis report, Excel"),
        "html": _("Analysis report, web page"),
    }
    links = [
        {"name": name, "url": reverse("reports:analysis", args=[code, year.year_be, form])}
        for form, name in names.items()
    ]
    if get_language() == "th":
        thai = {
            "name": _("Analysis report, PDF, Thai digits"),
            "url": f"{links[0]['url']}?digits=thai",
        }
        links.insert(1, thai)
    return links


def _tables() -> dict[str, str]:
    return {
        "years": _("Totals over the years"),
        "indicators": _("Indicators"),
        "weak": _("Weak points"),
        "comparison": _("Comparison"),
        "parts": _("Survey parts with margins"),
        "scores": _("All scores"),
        "findings": _("Findings of the checks"),
    }


def _table_address(code: str, year: AgencyYear) -> Address:
    def address(table: str, form: str) -> str:
        return reverse("results:agency_table", args=[code, year.year_be, table, form])

    return address
