"""Answering with a document."""

from django.http import HttpResponse

from prongsai.reports.services.downloads import report_headers


def as_report(content: bytes, form: str, name: str, full: str = "") -> HttpResponse:
    """Answer with a report; see `report_headers`."""
    return HttpResponse(content, headers=report_headers(form, name, full))
