"""A typed report, checked on the site: a file in, its contradictions out; nothing is kept."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.services.uploads import LARGEST_MIB
from prongsai.reports.forms import TypedReportForm
from prongsai.reports.queries.typed import CheckedReport
from prongsai.reports.services.typed import check_upload


@working
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take a report and show what of it contradicts itself."""
    is_sent = request.method == "POST"
    form = TypedReportForm(request.POST, request.FILES) if is_sent else TypedReportForm()
    found: list[CheckedReport] = []

    def look() -> None:
        library = EditionLibrary(*map(Path, settings.PRONGSAI_FRAMEWORKS))
        found.append(check_upload(form.cleaned_data["file"], library=library, by=actor, now=now()))

    is_done = is_sent and succeeds(form, look)
    context = {"form": form, "largest": LARGEST_MIB, "report": found[0] if is_done else None}
    status = 422 if is_sent and not is_done else 200
    return render(request, "reports/check_report.html", context, status=status)
