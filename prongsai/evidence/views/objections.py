"""Objections: the agency's page to raise one, and the evaluators' pages to decide them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.assessments.queries.entered import entered
from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor, Role
from prongsai.directory.views.working import working
from prongsai.evidence.forms.reviews import ObjectionForm, VerdictForm
from prongsai.evidence.queries.agency_verdicts import agency_verdicts
from prongsai.evidence.queries.checklist import verdicts_seen
from prongsai.evidence.queries.judged import (
    ItemPlace,
    given_verdicts,
    is_allotted,
    option_words,
    require_reviewer,
    standing_of,
)
from prongsai.evidence.queries.objections import objection_counts, waiting_objections
from prongsai.evidence.queries.phases import OBJECTING, last_day
from prongsai.evidence.rules.review import FULL, NothingToDecide
from prongsai.evidence.rules.reviewers import may_object, require_decider, require_objector
from prongsai.evidence.services.disclosing import disclosure_of
from prongsai.evidence.services.objecting import decide_objection, raise_objection
from prongsai.evidence.views.checklist import place_of
from prongsai.evidence.views.showing import evidence_of, item_page


@item_page()
def raise_one(request: HttpRequest, actor: Actor, place: ItemPlace) -> HttpResponse:
    """Show an agency the verdict on an item and the copies it rests on; take its objection."""
    is_sent = request.method == "POST"
    if is_sent:
        require_objector(actor, place.participation.agency_id)
    form = ObjectionForm(*(request.POST, request.FILES) if is_sent else ())
    if is_sent and succeeds(form, lambda: _raise(place, form, actor)):
        messages.success(
            request, _("The objection is raised. Another evaluator decides it, and says why.")
        )
        return redirect(reverse("evidence:object", kwargs=place.address))
    is_told = verdicts_seen(place.participation, reader=actor, now=now())
    standing = standing_of(place) if is_told else None
    context = {
        **evidence_of(place),
        "form": form,
        "is_told": is_told,
        "standing": standing,
        "is_full": standing is not None and standing.option == FULL,
        "may_object": may_object(actor, place.participation.agency_id),
        "objecting_ends": last_day(place.participation.round, OBJECTING),
    }
    return render(request, "evidence/object.html", context, status=422 if form.errors else 200)


@working
@require_safe
def verdicts(
    request: HttpRequest, actor: Actor, framework: str, year: int, agency: str
) -> HttpResponse:
    """Show the verdicts on an agency, what it objected to, and the letters about that."""
    participation = entered(framework, year, agency, reader=actor)
    is_told = verdicts_seen(participation, reader=actor, now=now())
    found = agency_verdicts(participation, reader=actor, now=now()) if is_told else []
    objected = [row.objection for row in found if row.objection]
    context = {
        **place_of(participation),
        "is_told": is_told,
        "found": found,
        "not_full": sum(not row.standing.is_full for row in found),
        "objected": len(objected),
        "decided": sum(one.answer is not None for one in objected),
        "ends": last_day(participation.round, OBJECTING),
        "may_object": may_object(actor, participation.agency_id),
    }
    return render(request, "evidence/verdicts.html", context)


@working
@require_safe
def objections(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List the objections that wait, and count those of each round."""
    require_reviewer(actor)
    context = {
        "page": waiting_objections(reader=actor, page=request.GET.get("page", "")),
        "counts": objection_counts(reader=actor),
        "may_decide": actor.has(Role.EVALUATOR),
        "may_count": actor.has(Role.CENTRAL, Role.AUDITOR),
    }
    return render(request, "evidence/objections.html", context)


@item_page(require_reviewer)
def decide(request: HttpRequest, actor: Actor, place: ItemPlace) -> HttpResponse:
    """Show an objection beside what was judged; take the decision and its reason."""
    is_sent = request.method == "POST"
    if is_sent:
        require_decider(actor)
    shown = evidence_of(place)
    form = VerdictForm(option_words(place), request.POST if is_sent else None)
    if is_sent and succeeds(form, lambda: _decide(shown["objection"], place, form, actor)):
        messages.success(request, _("The objection is decided; the agency can read why."))
        return redirect("evidence:objections")
    verdicts = given_verdicts(place, reader=actor)
    is_theirs = is_allotted(place, actor) or any(one.is_own for one in verdicts)
    context = {
        **shown,
        "form": form,
        "verdicts": verdicts,
        "is_theirs": is_theirs,
        "may_decide": actor.has(Role.EVALUATOR) and not is_theirs,
    }
    return render(request, "evidence/decide.html", context, status=422 if form.errors else 200)


def _raise(place: ItemPlace, form: ObjectionForm, actor: Actor) -> None:
    disclosure = disclosure_of(place.participation, place.item)
    words, files = form.cleaned_data["words"], form.cleaned_data["new_files"]
    links = form.named_links()
    raise_objection(disclosure, words=words, links=links, files=files, by=actor, now=now())


def _decide(objection: object, place: ItemPlace, form: VerdictForm, actor: Actor) -> None:
    if objection is None:
        raise NothingToDecide(item=place.item)
    decide_objection(objection, **form.told(), by=actor, now=now())  # type: ignore[arg-type]
