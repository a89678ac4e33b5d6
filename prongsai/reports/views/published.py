"""Issued reports as everybody reads them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.foundation.templatetags.prongsai import said
from prongsai.foundation.views import reads_only
from prongsai.methodology.wording import Text
from prongsai.reports.queries.issued import PublishedReport, published_report
from prongsai.reports.rules.issuing import issued_kind
from prongsai.reports.services.previews import issued_file
from prongsai.reports.views.answers import as_report, asked_language


@reads_only
def published(request: HttpRequest, code: str, year: int, kind: str) -> HttpResponse:
    """Show which report is public, who approved it, and its files."""
    found = _found(code, year, kind)
    files = [
        {
            "form": file.form.upper(),
            "url": reverse(
                "reports:published_file", args=[code, year, kind, file.language, file.form]
            ),
            "language": file.language,
            "size": file.size,
            "sha256": file.sha256,
        }
        for file in found.row.files
    ]
    page = reverse("reports:published_file", args=[code, year, kind, asked_language(), "html"])
    crumbs = [
        {"name": said(found.ground.agency.name), "url": reverse("results:agency", args=[code])},
        {"name": f"{said(found.kind_name)} {year}", "url": ""},
    ]
    context = {"found": found, "files": files, "page": page, "year": year, "crumbs": crumbs}
    return render(request, "reports/published.html", context)


@reads_only
def published_file(  # five of them are the address
    _request: HttpRequest, code: str, year: int, kind: str, language: str, form: str
) -> HttpResponse:
    """Hand out a file of a public report; the HTML one is a page to read."""
    found = _found(code, year, kind)
    file = found.file(form, language)
    full = Text("%(kind)s %(year)s %(agency)s", "%(kind)s %(year)s %(agency)s").filled(
        kind=found.kind_name, year=year, agency=found.ground.agency.name
    )
    words = full.en if language == "en" else full.th
    response = as_report(issued_file(file), form, f"{code}-{year}-{kind}.{language}.{form}", words)
    response["ETag"] = f'"{file.sha256}"'
    return response


def _found(code: str, year: int, kind: str) -> PublishedReport:
    return published_report(code, DEFAULT_FRAMEWORK, year, issued_kind(kind))
