"""Documents to download."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from prongsai.foundation.middleware import CONTENT_POLICY
from prongsai.foundation.views import reads_only
from prongsai.methodology.wording import Text
from prongsai.reports.rules.style import Style
from prongsai.reports.services.keeping import KeptReport, kept_report
from prongsai.reports.services.rendering import fonts_folder, style_source
from prongsai.results.queries.histories import AgencyHistory
from prongsai.results.queries.published import published_history

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
_NAME = Text("รายงานวิเคราะห์ ITA %(year)s %(agency)s", "ITA analysis %(year)s %(agency)s")


@reads_only
def analysis(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """Hand out the analysis report of a published year; `?digits=thai` sets Thai digits."""
    style = Style(
        language="en" if get_language() == "en" else "th",
        thai_digits=request.GET.get("digits") == "thai",
        fonts=fonts_folder(),
    )
    history = published_history(code)
    report = kept_report(history, year, form, style=style, home=settings.PRONGSAI_HOME)
    response = HttpResponse(report.content, content_type=_TYPES[form])
    response["Content-Disposition"] = _disposition(report, history, year, style)
    if form == "html":
        response["Content-Security-Policy"] = (
            f"{CONTENT_POLICY}; style-src {style_source()}; font-src data:"
        )
    response["ETag"] = f'"{report.tag}"'
    return response


def _disposition(report: KeptReport, history: AgencyHistory, year: int, style: Style) -> str:
    """Name the file in plain letters, and in words for programs that understand them."""
    agency = Text(history.agency.name_th, history.agency.name_en)
    full = style.words(_NAME.filled(year=year, agency=agency)).strip().replace("/", " ")
    ending = report.name.rpartition(".")[2]
    plain = report.name.encode("ascii", "replace").decode().replace("?", "_")
    kind = "inline" if ending == "html" else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(f'{full}.{ending}', safe='')}"
