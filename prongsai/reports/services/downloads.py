"""How a document is handed to a browser: what it is, what it is called, what it may load."""

import re
from urllib.parse import quote

from prongsai.foundation.rules.web import CONTENT_POLICY
from prongsai.reports.services.rendering import style_source

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
_UNUSUAL = re.compile(r"[^\w.-]+", re.ASCII)


def report_headers(form: str, name: str, full: str = "") -> dict[str, str]:
    """Return the headers of a report: HTML is read at once, the others are saved.

    In: its name with the ending; `full` is what it is called in any letters, without an ending
    """
    kind = "inline" if form == "html" else "attachment"
    plain = _UNUSUAL.sub("_", name)
    called = f"{full.strip().replace('/', ' ')}.{form}" if full else name
    named = f"; filename*=UTF-8''{quote(called, safe='')}" if called != plain else ""
    headers = {
        "Content-Type": _TYPES[form],
        "Content-Disposition": f'{kind}; filename="{plain}"{named}',
    }
    if form == "html":
        sources = f"style-src {style_source()}; font-src data:; img-src 'self' data:"
        headers["Content-Security-Policy"] = f"{CONTENT_POLICY}; {sources}"
    return headers
