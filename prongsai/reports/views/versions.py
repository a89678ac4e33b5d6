"""Versions of a report: read, approved, sent back, published, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.improvement.forms.planning import RemarkForm
from prongsai.improvement.rules.rights import may_plan
from prongsai.improvement.views.places import Place, answered, plan_page, sent, tried
from prongsai.reports.queries.ground import ground_read
from prongsai.reports.queries.issued import version_of, version_row
from prongsai.reports.rules.issuing import ANSWERS, issued_kind, require_planner_or_decider
from prongsai.reports.rules.kinds import REPORT_KINDS
from prongsai.reports.services.drafts import report_of
from prongsai.reports.services.issuing import (
    approve_version,
    ask_for_files,
    publish_version,
    return_version,
    withdraw_version,
)
from prongsai.reports.services.previews import version_content
from prongsai.reports.services.rendering import FORMATS
from prongsai.reports.views.answers import as_report

Steps = dict[str, tuple[Callable[[], object], str]]


@plan_page(writes=require_planner_or_decider)
def version(request: HttpRequest, place: Place, *, kind: str, number: int) -> HttpResponseBase:
    """Show a version, and take it further."""
    wanted = issued_kind(kind)
    found = version_of(report_of(place.plan, wanted), number)
    here = reverse("reports:version", kwargs=place.kwargs(kind=kind, number=number))
    remark = RemarkForm(sent(request, "return"))
    do = request.POST.get("do", "")
    steps = _steps(request, place, found, remark, here)
    refused: Form | None = None
    if do in steps:
        step, done = steps[do]
        refused = remark if do == "return" else None
        is_done = succeeds(remark, step) if refused else (refused := tried(step)).is_valid()
        if is_done:
            messages.success(request, done)
            return redirect(here)
    context = place.context(
        kind=kind,
        kind_name=REPORT_KINDS[wanted],
        row=version_row(version_of(report_of(place.plan, wanted), number)),
        remark=remark,
        refused=refused,
        forms=FORMATS,
        is_evidence=wanted in ANSWERS,
        may_write=may_plan(place.actor, place.plan.agency_id),
    )
    return render(request, "reports/version.html", context, status=answered(request))


@plan_page()
def version_file(
    _request: HttpRequest, place: Place, *, kind: str, number: int, language: str, form: str
) -> HttpResponseBase:
    """Hand out a version: its file once it is approved, before that what it would be."""
    found = version_of(report_of(place.plan, issued_kind(kind)), number)
    row, ground = version_row(found), ground_read(found.ground)
    content = version_content(row, ground, form, language, home=settings.PRONGSAI_HOME)
    name = f"{place.plan.agency.code}-{place.plan.year_be}-{kind}-{number}.{language}.{form}"
    return as_report(content, form, name)


def _steps(request: HttpRequest, place: Place, found: Any, remark: RemarkForm, here: str) -> Steps:
    doing, site = place.doing, request.build_absolute_uri("/")
    as_evidence = bool(request.POST.get("evidence"))
    return {
        "approve": (
            lambda: approve_version(found, leads_to=here, **doing),
            _("The report is approved. Its files are being made."),
        ),
        "files": (
            lambda: ask_for_files(found, leads_to=here, **doing),
            _("The files are being made."),
        ),
        "return": (
            lambda: return_version(found, words=remark.cleaned_data["words"], **doing),
            _("The report is sent back."),
        ),
        "publish": (
            lambda: publish_version(found, as_evidence=as_evidence, site=site, **doing),
            _("The report is published."),
        ),
        "withdraw": (
            lambda: withdraw_version(found, **doing),
            _("The report is no longer public."),
        ),
    }
