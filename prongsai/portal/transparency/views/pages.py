"""What an agency discloses, on a page of its own and in a frame of somebody else's."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt

from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.foundation.rules.web import CONTENT_POLICY
from prongsai.foundation.templatetags.prongsai import said
from prongsai.foundation.views import handed_out, reads_only
from prongsai.portal.transparency.queries.agencies import AgencyDisclosures, agency_disclosures
from prongsai.portal.transparency.services.files import public_file
from prongsai.portal.transparency.views.addresses import whole
from prongsai.reports.queries.issued import public_reports
from prongsai.reports.rules.kinds import REPORT_KINDS, ReportKind
from prongsai.results.queries.phrases import RANKING_NAMES, standing_words

#: Seconds for which what programs and frames load may be kept.
KEPT = 300
#: As everywhere, but for who may put the page into a frame; and nothing in it runs.
_FRAMED = (
    CONTENT_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *") + "; script-src 'none'"
)


@reads_only
def agency(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show what an agency discloses in a year."""
    found = agency_disclosures(code, year, localdate())
    context = _common(found) | {
        "crumbs": _crumbs(found),
        "tabs": [
            {"year": one, "url": reverse("transparency:agency", args=[code, one])}
            for one in found.years
        ],
        "downloads": _downloads(found),
        "reports": _reports(code),
        "feed": reverse("transparency:feed", args=[code]),
        "widget": whole(request, "transparency:widget", code, year),
    }
    return render(request, "transparency/agency.html", context)


@xframe_options_exempt
@cache_control(public=True, max_age=KEPT)
@reads_only
def widget(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show the same in a few lines, made to stand in a frame of the agency's own site."""
    found = agency_disclosures(code, year, localdate())
    context = _common(found) | {"page": whole(request, "transparency:agency", code, year)}
    response = render(request, "transparency/widget.html", context)
    response.headers["Content-Security-Policy"] = _FRAMED
    return response


@reads_only
def file(_request: HttpRequest, code: str, year: int, item: str, file: int) -> HttpResponseBase:
    """Hand out a file that an agency disclosed."""
    found = public_file(code, year, item, file, today=localdate())
    return handed_out(found.path, name=found.name, media_type=found.media_type)


def _reports(code: str) -> list[dict[str, Any]]:
    """Return the reports that the agency published, the latest first."""
    return [
        {
            "name": REPORT_KINDS[ReportKind(report.kind)],
            "year": report.year_be,
            "url": reverse("reports:published", args=[code, report.year_be, report.kind]),
        }
        for report in public_reports(code, DEFAULT_FRAMEWORK)
    ]


def _common(found: AgencyDisclosures) -> dict[str, Any]:
    results = found.results
    return {
        "found": found,
        "name": found.agency.name,
        "result": results.result if results else None,
        "level_place": int(results.round.levels[results.row]) if results else None,
        "levels_count": len(results.edition.rules.levels) if results else None,
        "standing": _standing(found),
    }


def _standing(found: AgencyDisclosures) -> str:
    """Return the widest rank that is known, in words, and among whom."""
    standings = found.results.result.standings if found.results else {}
    known = (name for name in RANKING_NAMES if name in standings)
    return next(
        (f"{said(standing_words(standings[n]))} ({said(RANKING_NAMES[n])})" for n in known), ""
    )


def _crumbs(found: AgencyDisclosures) -> list[dict[str, str]]:
    code, year = found.agency.code, found.year_be
    crumbs = [{"name": _("Disclosures of %(year)s") % {"year": year}, "url": ""}]
    name = said(found.agency.name)
    if not found.results:
        return [
            {"name": _("Results of the country"), "url": reverse("results:country")},
            {"name": name, "url": reverse("transparency:agency", args=[code, year])},
            *crumbs,
        ]
    return [
        {
            "name": _("Results of %(year)s") % {"year": year},
            "url": reverse("results:country_year", args=[year]),
        },
        {"name": name, "url": reverse("results:agency_year", args=[code, year])},
        *crumbs,
    ]


def _downloads(found: AgencyDisclosures) -> list[dict[str, str]]:
    code, year = found.agency.code, found.year_be
    tables = {
        "csv": (_("Disclosures with links, files and copies, CSV"), "text/csv"),
        "json": (_("The same, JSON"), "application/json"),
    }
    files = [
        {"name": name, "url": reverse("transparency:table", args=[code, year, form]), "type": media}
        for form, (name, media) in tables.items()
    ]
    if found.has_round:
        feed, kind = reverse("transparency:feed", args=[code]), "application/atom+xml"
        files.append({"name": _("Feed of changes (Atom)"), "url": feed, "type": kind})
    named = _("Catalogue of all open data (DCAT, JSON-LD)")
    catalog, kind = reverse("transparency:catalog"), "application/ld+json"
    return [*files, {"name": named, "url": catalog, "type": kind}]
