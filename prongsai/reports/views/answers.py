"""Answering with a document."""

from urllib.parse import quote

from django.http import HttpResponse

from prongsai.foundation.middleware import CONTENT_POLICY
from prongsai.reports.services.rendering import style_source

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


def as_report(content: bytes, form: str, name: str, full: str = "") -> HttpResponse:
    """Answer with a report: HTML to be read at once, the others to be saved.

    In: its name with the ending; `full` is what it is called in any letters, without an ending
    """
    response = HttpResponse(content, content_type=_TYPES[form])
    kind = "inline" if form == "html" else "attachment"
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    called = quote(f"{full.strip().replace('/', ' ')}.{form}" if full else name, safe="")
    response["Content-Disposition"] = f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{called}"
    if form == "html":
        response["Content-Security-Policy"] = (
            f"{CONTENT_POLICY}; style-src {style_source()}; font-src data:; img-src 'self' data:"
        )
    return response
