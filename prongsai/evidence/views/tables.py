"""The checklist as a file: taken in after a look at what it would do; links that are pasted."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.assessments.queries.entered import entered
from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.evidence.forms.disclosing import PasteForm, TableForm
from prongsai.evidence.rules.tables import COLUMNS, MOST_ROWS, ImportedDisclosures
from prongsai.evidence.services.listing import exported_list, faults_file
from prongsai.evidence.services.tables import (
    import_list,
    paste_links,
    receive_list,
    require_importer,
)
from prongsai.evidence.views.checklist import place_of
from prongsai.foundation.services.uploads import LARGEST_MIB, drop_upload, upload_path

_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Rows of each sort that a page shows; a file has the others.
_SHOWN = 100


@working
@require_safe
def export(
    _request: HttpRequest, actor: Actor, framework: str, year: int, agency: str, form: str
) -> HttpResponse:
    """Give the list as a file that imports again unchanged."""
    participation = entered(framework, year, agency, reader=actor)
    content = exported_list(participation, form, reader=actor)
    return _file(content, form, f"{framework}-{year}-{participation.agency.code}")


@working
@require_http_methods(["GET", "HEAD", "POST"])
def choose(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Ask for a file, and keep it until it is imported."""
    participation = entered(framework, year, agency, reader=actor)
    require_importer(participation, by=actor)
    is_sent = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if is_sent else TableForm()
    kept: list[str] = []

    def receive() -> None:
        file = form.cleaned_data["file"]
        kept.append(receive_list(participation, file, by=actor, now=now()))

    if is_sent and succeeds(form, receive):
        return redirect("evidence:check_list", framework, year, agency, kept[0])
    context = {
        **place_of(participation),
        "form": form,
        "columns": COLUMNS,
        "largest": LARGEST_MIB,
        "most": MOST_ROWS,
    }
    return render(request, "evidence/import.html", context, status=422 if is_sent else 200)


@working
@require_http_methods(["GET", "HEAD", "POST"])
def check(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str, upload: str
) -> HttpResponse:
    """Show what the file that waits would do; do it when that is confirmed."""
    participation = entered(framework, year, agency, reader=actor)
    require_importer(participation, by=actor)
    path = upload_path(upload, by=actor)
    is_sent = request.method == "POST"
    found = import_list(participation, path, dry_run=not is_sent, by=actor, now=now())
    if is_sent:
        drop_upload(upload, by=actor)
        return _imported(request, found, framework, year, agency)
    place = {"framework": framework, "year": year, "agency": agency, "upload": upload}
    faults_address = reverse("evidence:faults", kwargs=place)
    context = {**_found(participation, found), "file": path.name, "faults_address": faults_address}
    return render(request, "evidence/check.html", context)


@working
@require_safe
def faults(
    _request: HttpRequest, actor: Actor, framework: str, year: int, agency: str, upload: str
) -> HttpResponse:
    """Give the rows of the file that waits that cannot be used, with reasons."""
    participation = entered(framework, year, agency, reader=actor)
    require_importer(participation, by=actor)
    path: Path = upload_path(upload, by=actor)
    found = import_list(participation, path, dry_run=True, by=actor, now=now())
    return _file(faults_file(found), "csv", "faults")


@working
@require_http_methods(["GET", "HEAD", "POST"])
def paste(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Take a list of links; show what it would do, then do it."""
    participation = entered(framework, year, agency, reader=actor)
    require_importer(participation, by=actor)
    is_sent, is_sure = request.method == "POST", "sure" in request.POST
    form = PasteForm(request.POST if is_sent else None)
    found: list[ImportedDisclosures] = []

    def take() -> None:
        links = form.cleaned_data["links"]
        taken = paste_links(participation, links, dry_run=not is_sure, by=actor, now=now())
        found.append(taken)

    is_done = is_sent and succeeds(form, take)
    if is_done and is_sure:
        return _imported(request, found[0], framework, year, agency)
    context = {**place_of(participation), "form": form}
    if is_done:
        context |= _found(participation, found[0])
    status = 422 if is_sent and not is_done else 200
    return render(request, "evidence/paste.html", context, status=status)


def _found(participation: Any, found: ImportedDisclosures) -> dict[str, Any]:
    return {
        **place_of(participation),
        "found": found,
        "most": _SHOWN,
        "does_something": bool(found.new or found.changes),
    }


def _imported(
    request: HttpRequest, found: ImportedDisclosures, framework: str, year: int, agency: str
) -> HttpResponse:
    told = {
        "new": len(found.new),
        "changed": len(found.changes),
        "same": found.same,
        "faults": len(found.faults),
    }
    done = _(
        "Imported: %(new)s new, %(changed)s changed, %(same)s unchanged, %(faults)s rows not used."
    )
    messages.success(request, done % told)
    return redirect("evidence:checklist", framework, year, agency)


def _file(content: bytes, form: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(content, content_type=_MEDIA[form], headers=headers)
