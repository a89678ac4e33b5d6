"""Answering with a document."""

from django.http import HttpResponse
from django.utils.translation import get_language

from prongsai.reports.services.downloads import report_headers


def asked_language() -> str:
    """Return the language of documents that the reader of a page asks for."""
    return "en" if get_language() == "en" else "th"


def as_report(content: bytes, form: str, name: str, full: str = "") -> HttpResponse:
    """Answer with a report; see `report_headers`."""
    return HttpResponse(content, headers=report_headers(form, name, full))
