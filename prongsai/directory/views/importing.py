"""Pages that import tables: a file is chosen, what it would do is shown, then it is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.directory.forms import UploadForm
from prongsai.directory.rules import Actor, NotAllowed
from prongsai.directory.rules.imports import COLUMNS, MOST_ROWS, Kind
from prongsai.directory.services.exporting import exported, faults_file
from prongsai.directory.services.uploads import (
    check_upload,
    import_upload,
    receive_upload,
    require_importer,
)
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UploadGone, UserError
from prongsai.foundation.services.uploads import LARGEST_MIB
from prongsai.foundation.templatetags.prongsai import said

_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Rows of each sort that a page shows; a file has the others.
_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@working
def choose(request: HttpRequest, actor: Actor, kind: Kind, agency: str = "") -> HttpResponse:
    """Ask for a file, and keep it until it is imported."""
    require_importer(kind, agency=agency, by=actor)
    form, problem = UploadForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            receive_upload(kind, form.cleaned_data["file"], agency=agency, by=actor, now=now())
        except NotAllowed:
            raise
        except UserError as error:
            problem = error
        else:
            return redirect(_address("check", kind, agency))
    context = {
        **_place(kind, agency),
        "form": form,
        "problem": problem,
        "columns": COLUMNS[kind],
        "largest": LARGEST_MIB,
        "most": MOST_ROWS,
    }
    is_faulty = problem is not None or bool(form.errors) or request.method == "POST"
    return render(request, "directory/import.html", context, status=422 if is_faulty else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@working
def check(request: HttpRequest, actor: Actor, kind: Kind, agency: str = "") -> HttpResponse:
    """Show what the file that waits would do; do it when that is confirmed."""
    require_importer(kind, agency=agency, by=actor)
    try:
        if request.method == "POST":
            return _imported(request, actor, kind, agency)
        checked = check_upload(kind, agency=agency, by=actor, now=now())
    except UploadGone as error:
        messages.error(request, said(error.text))
        return redirect(_address("import", kind, agency))
    context = {
        **_place(kind, agency),
        "checked": checked,
        "found": checked.found,
        "most": _SHOWN,
        "address": _address("check", kind, agency),
        "faults_address": _address("faults", kind, agency),
        "is_people": kind is Kind.PEOPLE,
        "does_something": bool(checked.found.new or checked.found.changes),
    }
    return render(request, "directory/check.html", context)


@require_safe
@working
def faults(request: HttpRequest, actor: Actor, kind: Kind, agency: str = "") -> HttpResponse:
    """Give the rows of the file that waits that cannot be used, with reasons."""
    require_importer(kind, agency=agency, by=actor)
    try:
        checked = check_upload(kind, agency=agency, by=actor, now=now())
    except UploadGone as error:
        messages.error(request, said(error.text))
        return redirect(_address("import", kind, agency))
    return _file(faults_file(checked.found), "csv", f"{kind.value}-faults")


@require_safe
@working
def export(
    _request: HttpRequest, actor: Actor, kind: Kind, form: str, agency: str = ""
) -> HttpResponse:
    """Give a list as a file that imports again unchanged."""
    return _file(exported(kind, form, agency=agency, reader=actor), form, kind.value)


def _imported(request: HttpRequest, actor: Actor, kind: Kind, agency: str) -> HttpResponse:
    named = request.POST.get("sha256", "")
    found = import_upload(kind, named, agency=agency, by=actor, now=now())
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
    return redirect(_back(kind, agency))


def _place(kind: Kind, agency: str) -> dict[str, object]:
    """Return what the pages of a kind are called, and where they lead."""
    titles = {
        Kind.AGENCIES: _("Import agencies"),
        Kind.UNITS: _("Import units"),
        Kind.PEOPLE: _("Import people"),
    }
    backs = {Kind.AGENCIES: _("Agencies"), Kind.UNITS: agency, Kind.PEOPLE: _("People")}
    return {
        "title": titles[kind],
        "back": _back(kind, agency),
        "back_name": backs[kind],
        "here": _address("import", kind, agency),
        "example": _address("export", kind, agency, form="csv"),
    }


def _address(step: str, kind: Kind, agency: str, **more: str) -> str:
    place = {"agency": agency} if kind is Kind.UNITS else {}
    return reverse(f"directory:{step}_{kind.value}", kwargs={**place, **more})


def _back(kind: Kind, agency: str) -> str:
    if kind is Kind.UNITS:
        return reverse("directory:units", args=[agency])
    return reverse(f"directory:{kind.value}")


def _file(content: bytes, form: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(content, content_type=_MEDIA[form], headers=headers)
