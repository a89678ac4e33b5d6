"""The same for programs: tables, JSON, a feed of changes."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from prongsai.foundation.templatetags.prongsai import said
from prongsai.foundation.views import reads_only
from prongsai.portal.transparency.queries.agencies import agency_disclosures
from prongsai.portal.transparency.queries.changes import Change, ChangeKind, changes_of
from prongsai.portal.transparency.queries.payload import (
    COLUMNS,
    disclosures_payload,
    file_addresses,
    lines_of,
)
from prongsai.portal.transparency.queries.years import public_year, version_of, year_lines
from prongsai.portal.transparency.rules import FormUnknown
from prongsai.portal.transparency.services.keeping import kept_table
from prongsai.portal.transparency.services.tables import csv_lines
from prongsai.portal.transparency.views.addresses import whole
from prongsai.portal.transparency.views.pages import KEPT

CSV = "text/csv; charset=utf-8"
_FORMS = ("csv", "json")


@reads_only
def table(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """Give what an agency discloses in a year as a file."""
    if form not in _FORMS:
        raise FormUnknown(form=form, forms=", ".join(_FORMS))
    found, files = (
        agency_disclosures(code, year, localdate()),
        file_addresses(request.build_absolute_uri, year),
    )
    headers = _saved(f"disclosures-{year}.{form}")
    if form == "json":
        payload = disclosures_payload(found, files)
        return JsonResponse(payload, headers=headers, json_dumps_params={"ensure_ascii": False})
    lines = csv_lines(COLUMNS, lines_of(code, year, found.items, files))
    return HttpResponse(b"".join(lines), content_type=CSV, headers=headers)


@reads_only
def year_table(request: HttpRequest, year: int) -> StreamingHttpResponse:
    """Give what all agencies disclose in a year, as it is read."""
    found = public_year(year, localdate())
    whose = file_addresses(request.build_absolute_uri, year)
    lines = kept_table(
        settings.PRONGSAI_HOME / "cache" / "disclosures",
        f"{year}",
        version_of(found, localdate(), whose),
        lambda: csv_lines(COLUMNS, year_lines(found, whose)),
    )
    headers = _saved(f"ita-{year}-disclosures.csv")
    return StreamingHttpResponse(lines, content_type=CSV, headers=headers)


@cache_control(public=True, max_age=KEPT)
@reads_only
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what became public about an agency, the latest first."""
    found = changes_of(code, localdate())
    here = whole(request, "transparency:feed", code)
    latest = max((change.year_be for change in found.changes), default=None)
    atom = Atom1Feed(
        title=_("What %(agency)s discloses") % {"agency": said(found.name)},
        link=whole(request, "transparency:agency", code, latest)
        if latest
        else request.build_absolute_uri("/"),
        description="",
        language=get_language(),
        author_name=said(found.name),
        feed_url=here,
        feed_guid=here,
    )
    for change in found.changes:
        atom.add_item(**_entry(request, code, change))
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _entry(request: HttpRequest, code: str, change: Change) -> dict[str, Any]:
    if change.kind is ChangeKind.RESULTS:
        title = _("Results of %(year)s published") % {"year": change.year_be}
        link = whole(request, "results:agency_year", code, change.year_be)
    else:
        named = {"item": change.item, "name": said(change.name), "year": change.year_be}
        title = _("%(item)s %(name)s (%(year)s)") % named
        link = f"{whole(request, 'transparency:agency', code, change.year_be)}#{change.item}"
    tag = reverse("transparency:feed", args=[code])
    day = change.at.date().isoformat()
    told = f"{change.kind}/{change.year_be}/{change.item}/{change.at.isoformat()}"
    return {
        "title": title,
        "link": link,
        # Readers take it for HTML.
        "description": escape(change.explanation),
        "updateddate": change.at,
        "pubdate": change.at,
        "unique_id": f"tag:{request.get_host().partition(':')[0]},{day}:{tag}/{told}",
    }


def _saved(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
