"""The analysis report of published results to download."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from prongsai.foundation.views import reads_only
from prongsai.methodology.wording import Text
from prongsai.reports.rules.style import Style
from prongsai.reports.services.keeping import kept_report
from prongsai.reports.services.rendering import fonts_folder
from prongsai.reports.views.answers import as_report, asked_language
from prongsai.results.queries.published import published_history

_NAME = Text("รายงานวิเคราะห์ ITA %(year)s %(agency)s", "ITA analysis %(year)s %(agency)s")


@reads_only
def analysis(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """Hand out the analysis report of a published year; `?digits=thai` sets Thai digits."""
    style = Style(
        language=asked_language(),
        thai_digits=request.GET.get("digits") == "thai",
        fonts=fonts_folder(),
    )
    history = published_history(code)
    report = kept_report(history, year, form, style=style, home=settings.PRONGSAI_HOME)
    agency = Text(history.agency.name_th, history.agency.name_en)
    full = style.words(_NAME.filled(year=year, agency=agency))
    response = as_report(report.content, form, report.name, full)
    response["ETag"] = f'"{report.tag}"'
    return response
