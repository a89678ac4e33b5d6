"""The steps in which answers that were collected elsewhere come in: file, mapping, check, done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.queries.entered import entered, name_of
from prongsai.assessments.rules import RoundState
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.foundation.templatetags.prongsai import said
from prongsai.surveys.forms.importing import FileForm
from prongsai.surveys.queries.mappings import files_of, saved_mappings
from prongsai.surveys.queries.surveys import surveys_of
from prongsai.surveys.rules.mapping import AnswerMapping
from prongsai.surveys.rules.rights import may_open
from prongsai.surveys.services.drafts import Draft, begin_import, draft_of, drop_draft
from prongsai.surveys.services.importing import (
    ImportedAnswers,
    faults_file,
    import_answers,
    require_importer,
)

#: Faults that the page shows; the file has all.
_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@working
def answers(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Show what came in for an agency; take a file."""
    participation = entered(framework, year, agency, reader=actor)
    if request.method != "POST":
        return _first_page(request, actor, participation, _form(participation))
    require_importer(actor, participation)
    form = _form(participation, request)
    if not form.is_valid():
        return _first_page(request, actor, participation, form)
    told = form.cleaned_data
    try:
        name = begin_import(
            participation,
            told["instrument"],
            told["file"],
            mapping=told["mapping"],
            by=actor,
            now=now(),
        )
    except UserError as error:
        form.add_error(None, said(error.text))
        return _first_page(request, actor, participation, form)
    return redirect("surveys:import_mapping", framework, year, agency, name)


@require_http_methods(["GET", "HEAD", "POST"])
@working
def check(  # four of them are the address
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str, upload: str
) -> HttpResponse:
    """Show what importing would do; do it."""
    participation = entered(framework, year, agency, reader=actor)
    draft = draft_of(upload, participation, by=actor)
    if draft.mapping is None or not draft.is_checked:
        return redirect("surveys:import_mapping", framework, year, agency, upload)
    if request.method == "POST" and "drop" in request.POST:
        return dropped(request, actor, draft, framework, year, agency)
    is_sent = request.method == "POST"
    context = {**place_of(participation), "draft": draft}
    try:
        found = _imported(participation, draft, actor, dry_run=not is_sent)
    except UserError as error:
        context["error"] = error
        return render(request, "surveys/work/import_check.html", context, status=error.status)
    if is_sent:
        drop_draft(draft, by=actor)
        done = ngettext(
            "%(number)s response came in.", "%(number)s responses came in.", found.usable
        )
        messages.success(request, done % {"number": f"{found.usable:,}"})
        return redirect("surveys:import_answers", framework, year, agency)
    context |= {"found": found, "shown": found.faults[:_SHOWN]}
    return render(request, "surveys/work/import_check.html", context)


@require_safe
@working
def faults(  # four of them are the address
    _request: HttpRequest, actor: Actor, framework: str, year: int, agency: str, upload: str
) -> HttpResponse:
    """Hand out the rows that cannot be used, with reasons."""
    participation = entered(framework, year, agency, reader=actor)
    draft = draft_of(upload, participation, by=actor)
    if draft.mapping is None or not draft.is_checked:
        return redirect("surveys:import_mapping", framework, year, agency, upload)
    found = _imported(participation, draft, actor, dry_run=True)
    response = HttpResponse(faults_file(found.faults), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="faults.csv"'
    return response


def dropped(  # three of them are the address
    request: HttpRequest, actor: Actor, draft: Draft, framework: str, year: int, agency: str
) -> HttpResponse:
    """Remove a file that is not to come in after all."""
    drop_draft(draft, by=actor)
    messages.success(request, _("The file was removed. Nothing came in."))
    return redirect("surveys:import_answers", framework, year, agency)


def place_of(participation: Any) -> dict[str, Any]:
    """Return what pages of an agency in a round say about where they are."""
    return {
        "tabs_round": participation.round,
        "tabs_agency": participation.agency.code,
        "tabs_name": said(name_of(participation)),
        "name": name_of(participation),
    }


def _imported(participation: Any, draft: Draft, actor: Actor, *, dry_run: bool) -> ImportedAnswers:
    return import_answers(
        participation.round,
        draft.instrument,
        draft.path,
        draft.mapping or AnswerMapping({}, {}),
        participation=participation,
        dry_run=dry_run,
        by=actor,
        now=now(),
    )


def _form(participation: Any, request: HttpRequest | None = None) -> FileForm:
    edition = frozen_edition(participation.round.edition_id)
    names = {told.code: said(told.name) for told in edition.structure.instruments}
    mappings = [
        (one.name, f"{one.name} ({one.instrument} {one.year_be})")
        for one in saved_mappings(edition)
    ]
    return FileForm(
        request.POST if request else None,
        request.FILES if request else None,
        instruments=[(code, f"{code} · {names[code]}") for code in surveys_of(edition)],
        mappings=mappings,
    )


def _first_page(
    request: HttpRequest, actor: Actor, participation: Any, form: FileForm
) -> HttpResponse:
    context = {
        **place_of(participation),
        "form": form,
        "files": files_of(participation),
        "may_import": may_open(actor, participation.agency_id),
        "is_open": participation.round.state in {RoundState.PLANNED, RoundState.COLLECTING},
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/work/import.html", context, status=status)
