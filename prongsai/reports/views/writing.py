"""Reports about a plan: written, previewed, sent to the executive."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.foundation.templatetags.prongsai import said
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.rules.rights import may_plan, require_planner
from prongsai.improvement.views.places import Place, answered, plan_page, sent, tried
from prongsai.methodology.wording import Text
from prongsai.reports.forms import ParticularsForm, SentenceForm
from prongsai.reports.queries.issued import versions_of
from prongsai.reports.rules.editing import apply_edits
from prongsai.reports.rules.issuing import (
    ISSUED,
    SIGNER_DUTIES,
    SignerDuty,
    WordsUnknown,
    issued_kind,
)
from prongsai.reports.rules.kinds import REPORT_KINDS, ReportKind
from prongsai.reports.rules.refusals import SnapshotNeeded
from prongsai.reports.rules.writing import passages, row_of
from prongsai.reports.services.drafts import (
    forget_words,
    generated,
    ground_of,
    report_of,
    tell_particulars,
    write_words,
)
from prongsai.reports.services.issuing import submit_report
from prongsai.reports.services.previews import made_now, preview
from prongsai.reports.services.rendering import FORMATS
from prongsai.reports.views.answers import as_report, asked_language


@plan_page()
def reports(request: HttpRequest, place: Place) -> HttpResponse:
    """Show the reports of a plan and how far each is."""
    kinds = [
        (kind.value, REPORT_KINDS[kind], versions_of(report_of(place.plan, kind)))
        for kind in ISSUED
    ]
    units = sorted({unit for row in content_of(place.plan).measures for unit in row.units})
    return render(
        request, "reports/reports.html", place.context(kinds=kinds, units=units, made_forms=FORMATS)
    )


@plan_page()
def summary(_request: HttpRequest, place: Place, *, form: str) -> HttpResponseBase:
    """Hand out the summary for executives as it is today."""
    return _made(place, ReportKind.SUMMARY, form)


@plan_page()
def unit_sheet(_request: HttpRequest, place: Place, *, unit: str, form: str) -> HttpResponseBase:
    """Hand out what a unit has to do as it is today."""
    return _made(place, ReportKind.UNIT, form, unit)


@plan_page(writes=require_planner)
def draft(request: HttpRequest, place: Place, *, kind: str) -> HttpResponseBase:
    """Show a report as it would be today, with all that can be written anew."""
    wanted = issued_kind(kind)
    report = report_of(place.plan, wanted)
    form = _particulars(report, sent(request))
    if request.method == "POST":

        def tell() -> object:
            told = {name: form.cleaned_data[name] for name in ("number", "dated")}
            return tell_particulars(
                place.plan, wanted, **told, signers=form.signers(), **place.doing
            )

        if succeeds(form, tell):
            messages.success(request, _("Number, date and signatures are kept."))
            return redirect(_address(place, "draft", kind=kind))
    context = place.context(
        kind=kind,
        kind_name=REPORT_KINDS[wanted],
        form=form,
        versions=versions_of(report),
        may_write=may_plan(place.actor, place.plan.agency_id),
        **_passages(place, wanted),
    )
    return render(request, "reports/draft.html", context, status=answered(request))


@plan_page(reads=require_planner, writes=require_planner)
def words(request: HttpRequest, place: Place, *, kind: str, key: str) -> HttpResponseBase:
    """Write words in place of those that are generated, or let these stand again."""
    wanted = issued_kind(kind)
    row = row_of(_passages(place, wanted)["parts"], key)
    if row is None:
        raise WordsUnknown(key=key)
    back = f"{_address(place, 'draft', kind=kind)}#{key}"
    if request.POST.get("do") == "forget":
        forget_words(place.plan, wanted, key, **place.doing)
        messages.success(request, _("The generated words stand again."))
        return redirect(back)
    initial = {"th": row.shown.th, "en": row.shown.en, "left_out": _is_left_out(row.edit)}
    form = SentenceForm(sent(request), initial=initial)

    def write() -> object:
        told = form.cleaned_data
        own = Text(_own(told["th"], row.now.th), _own(told["en"], row.now.en))
        if not (own.th or own.en or told["left_out"]):
            return row.edit and forget_words(place.plan, wanted, key, **place.doing)
        return write_words(place.plan, wanted, key, own, left_out=told["left_out"], **place.doing)

    if succeeds(form, write):
        messages.success(request, _("Your words are kept."))
        return redirect(back)
    context = place.context(kind=kind, kind_name=REPORT_KINDS[wanted], row=row, form=form)
    return render(request, "reports/words.html", context, status=answered(request))


@plan_page(reads=require_planner, writes=require_planner)
def lost_words(request: HttpRequest, place: Place, *, kind: str, key: str) -> HttpResponseBase:
    """Show what was written in place of words that are no more, and let it go."""
    wanted = issued_kind(kind)
    ground = ground_of(place.plan, report_of(place.plan, wanted), on=place.today)
    edit = next((one for one in ground.edits if one.key == key), None)
    if edit is None:
        raise WordsUnknown(key=key)
    if request.method == "POST":
        forget_words(place.plan, wanted, key, **place.doing)
        messages.success(request, _("The edit is removed."))
        return redirect(_address(place, "draft", kind=kind))
    context = place.context(kind=kind, kind_name=REPORT_KINDS[wanted], edit=edit)
    return render(request, "reports/lost_words.html", context)


@plan_page()
def preview_file(_request: HttpRequest, place: Place, *, kind: str, form: str) -> HttpResponseBase:
    """Hand out a report as it would be today."""
    wanted = issued_kind(kind)
    ground = ground_of(place.plan, report_of(place.plan, wanted), on=place.today)
    language = asked_language()
    content = preview(ground, form, language, home=settings.PRONGSAI_HOME)
    name = f"{place.plan.agency.code}-{place.plan.year_be}-{kind}-draft.{language}.{form}"
    return as_report(content, form, name)


@plan_page(reads=require_planner, writes=require_planner)
def send(request: HttpRequest, place: Place, *, kind: str) -> HttpResponseBase:
    """Say what sending a report means, and send it."""
    wanted, form = issued_kind(kind), None
    if request.method == "POST":
        form = tried(lambda: submit_report(place.plan, wanted, **place.doing))
        if form.is_valid():
            messages.success(request, _("The report is sent. The executive can approve it now."))
            return redirect(_address(place, "reports"))
    context = place.context(kind=kind, kind_name=REPORT_KINDS[wanted], form=form)
    return render(request, "reports/send.html", context, status=answered(request))


def _passages(place: Place, kind: ReportKind) -> dict[str, Any]:
    """Return what can be written, what is stale; or why there is nothing yet."""
    ground = ground_of(place.plan, report_of(place.plan, kind), on=place.today)
    try:
        document = generated(ground)
    except SnapshotNeeded as missing:
        return {"parts": (), "stale": (), "missing": missing.text}
    stale = apply_edits(document, ground.edits).stale
    return {"parts": passages(document, ground.edits, stale), "stale": stale, "missing": None}


def _particulars(report: Any, given: Any) -> ParticularsForm:
    duties = [(duty.value, said(name)) for duty, name in SIGNER_DUTIES.items()]
    initial: dict[str, Any] = {"number": report.number, "dated": report.dated}
    for one in report.signers:
        for field in ("name", "position"):
            initial[f"{SignerDuty(one['duty']).value}_{field}"] = one[field]
    return ParticularsForm(duties, given, initial=initial)


def _is_left_out(edit: Any) -> bool:
    return edit is not None and edit.left_out


def _own(typed: str, now: str) -> str:
    """Return the person's words; "" where they left the generated ones as they are."""
    return "" if typed.strip() == now.strip() else typed


def _address(place: Place, page: str, **more: Any) -> str:
    return reverse(f"reports:{page}", kwargs=place.kwargs(**more))


def _made(place: Place, kind: ReportKind, form: str, unit: str = "") -> HttpResponse:
    """Answer with a report that has no versions."""
    language, home = asked_language(), settings.PRONGSAI_HOME
    content = made_now(place.plan, kind, form, language, unit=unit, home=home)
    what = f"{kind}-{unit}" if unit else kind
    name = f"{place.plan.agency.code}-{place.plan.year_be}-{what}.{language}.{form}"
    return as_report(content, form, name)
