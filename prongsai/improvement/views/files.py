"""A plan as a file: sent, looked at, imported; and given out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import NotAllowed
from prongsai.foundation.rules import UploadGone, UserError
from prongsai.foundation.rules.files import KINDS
from prongsai.foundation.services.uploads import LARGEST_MIB
from prongsai.foundation.templatetags.prongsai import said
from prongsai.improvement.forms.files import PlanFileForm, UnitsForm
from prongsai.improvement.queries.rows import units_of
from prongsai.improvement.rules.files import READ
from prongsai.improvement.rules.rights import require_planner
from prongsai.improvement.rules.tables.writing import grid_of
from prongsai.improvement.services.arriving import (
    check_plan_file,
    drop_plan_file,
    import_plan_file,
    receive_plan_file,
)
from prongsai.improvement.services.exporting import exported_plan
from prongsai.improvement.services.importing import ImportedPlan
from prongsai.improvement.views.places import Place, answered, plan_page

_MEDIA = {
    "xlsx": KINDS[".xlsx"].media_type,
    "docx": KINDS[".docx"].media_type,
    "json": "application/json",
}
#: Doubts that the page shows.
_SHOWN = 200


@plan_page(reads=require_planner, writes=require_planner)
def import_plan(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Ask for a file; nothing of it is kept before somebody has looked."""
    is_sent = request.method == "POST"
    form = PlanFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and succeeds(
        form, lambda: receive_plan_file(place.plan, form.cleaned_data["file"], **place.doing)
    ):
        return place.to("check_import")
    context = place.context(form=form, largest=LARGEST_MIB, kinds=", ".join(READ))
    return render(request, "improvement/import_plan.html", context, status=answered(request))


@plan_page(reads=require_planner, writes=require_planner)
def check_import(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Show what was understood of the file, and each doubt; import it when that is confirmed."""
    if request.method == "POST" and "drop" in request.POST:
        drop_plan_file(place.plan, by=place.actor)
        messages.success(request, _("The file was removed. The plan is as it was."))
        return place.to("plan")
    try:
        return _checked(request, place)
    except UploadGone as error:
        messages.error(request, said(error.text))
        return place.to("import_plan")
    except NotAllowed:
        raise
    except UserError as error:
        context = place.context(error=error)
        return render(request, "improvement/check_import.html", context, status=error.status)


@plan_page()
def export(_request: HttpRequest, place: Place, form: str) -> HttpResponseBase:
    """Give the plan as a file that imports again unchanged."""
    language = "en" if get_language() == "en" else "th"
    made = exported_plan(place.plan, form, language=language, reader=place.actor)
    name = f"plan-{place.plan.agency.code}-{place.plan.year_be}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type=_MEDIA[form], headers=headers)


def _checked(request: HttpRequest, place: Place) -> HttpResponseBase:
    file, found = check_plan_file(place.plan, **place.doing)
    is_sent = request.method == "POST"
    units = UnitsForm(
        found.unknown_units,
        [(unit.code, f"{unit.code} {said(unit.name)}") for unit in units_of(place.plan)],
        request.POST if is_sent else None,
    )
    sha256 = request.POST.get("sha256", "")
    if is_sent and succeeds(
        units,
        lambda: import_plan_file(place.plan, sha256=sha256, mapped=units.mapped, **place.doing),
    ):
        count = len(found.content.measures)
        done = ngettext("%(number)s measure came in.", "%(number)s measures came in.", count)
        messages.success(request, done % {"number": f"{count:,}"})
        return place.to("plan")
    context = place.context(file=file, found=found, form=units, **_understood(found))
    return render(request, "improvement/check_import.html", context, status=answered(request))


def _understood(found: ImportedPlan) -> dict[str, object]:
    """Return what the page shows of a file that was read."""
    language = "en" if get_language() == "en" else "th"
    head, *rows = grid_of(found.content, language=language).placed()
    return {
        "head": head[1],
        "rows": [(row.kind.value, cells) for row, cells in rows],
        "doubts": found.doubts[:_SHOWN],
        "doubts_left": max(len(found.doubts) - _SHOWN, 0),
        "named": bool(found.unknown_units),
    }
