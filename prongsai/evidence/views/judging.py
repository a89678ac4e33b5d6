"""The pages on which an item is judged, settled between two evaluators, or corrected."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor, Role
from prongsai.evidence.forms.reviews import CorrectionForm, VerdictForm
from prongsai.evidence.queries.judged import (
    ItemPlace,
    criteria_words,
    given_verdicts,
    is_allotted,
    is_in_dispute,
    objection_to,
    option_words,
    own_verdict,
    require_reviewer,
    standing_of,
)
from prongsai.evidence.queries.reviews import items_judged, next_item
from prongsai.evidence.rules.review import NotAllotted, NothingToSettle
from prongsai.evidence.rules.reviewers import (
    require_corrector,
    require_judge,
    require_settler,
)
from prongsai.evidence.services.disclosing import disclosure_of
from prongsai.evidence.services.reviewing import (
    correct_verdict,
    record_verdict,
    settle_verdict,
)
from prongsai.evidence.views.showing import evidence_of, item_page, tabs_of


@item_page(require_reviewer)
def judge(request: HttpRequest, actor: Actor, place: ItemPlace) -> HttpResponse:
    """Show what an agency disclosed for an item as it was at the deadline; take a verdict."""
    is_theirs = actor.has(Role.EVALUATOR) and is_allotted(place, actor)
    is_sent = request.method == "POST"
    if is_sent:
        require_judge(actor)
        if not is_theirs:
            raise NotAllotted()
    form = VerdictForm(
        option_words(place),
        request.POST if is_sent else None,
        criteria=criteria_words(place),
        initial=own_verdict(place, reader=actor),
    )
    if is_sent and succeeds(form, lambda: _judge(place, form, actor)):
        return _onward(request, place, form, actor)
    context = {
        **evidence_of(place),
        "form": form,
        "is_theirs": is_theirs,
        "verdicts": given_verdicts(place, reader=actor),
        "items": items_judged(place.participation, reader=actor),
        "next": next_item(place.participation, reader=actor, after=place.item),
    }
    return render(request, "evidence/judge.html", context, status=422 if form.errors else 200)


@item_page(require_reviewer)
def settle(request: HttpRequest, actor: Actor, place: ItemPlace) -> HttpResponse:
    """Show two verdicts that differ; take the one that counts."""
    is_sent = request.method == "POST"
    if is_sent:
        require_settler(actor)
        if place.disclosure is None:
            raise NothingToSettle(item=place.item)
    form = VerdictForm(option_words(place), request.POST if is_sent else None)
    if is_sent and succeeds(form, lambda: _settle(place, form, actor)):
        messages.success(request, _("The verdict is settled, and counts from now on."))
        return redirect("evidence:reviews")
    is_theirs = is_allotted(place, actor)
    context = {
        **evidence_of(place),
        "form": form,
        "is_open": is_in_dispute(place),
        "may_settle": actor.has(Role.CENTRAL, Role.EVALUATOR) and not is_theirs,
        "is_theirs": is_theirs,
        "verdicts": given_verdicts(place, reader=actor),
    }
    return render(request, "evidence/settle.html", context, status=422 if form.errors else 200)


@item_page(require_corrector)
def correct(request: HttpRequest, actor: Actor, place: ItemPlace) -> HttpResponse:
    """Say what correcting a verdict means; correct it with the reason."""
    is_sent = request.method == "POST"
    form = CorrectionForm(option_words(place), request.POST if is_sent else None)
    if is_sent and succeeds(form, lambda: _correct(place, form, actor)):
        messages.success(request, _("The verdict is corrected. Make the scores anew to count it."))
        return redirect(reverse("evidence:correct", kwargs=place.address))
    context = {
        **tabs_of(place),
        "place": place,
        "form": form,
        "standing": standing_of(place),
        "objection": objection_to(place),
        "verdicts": given_verdicts(place, reader=actor),
    }
    return render(request, "evidence/correct.html", context, status=422 if form.errors else 200)


def _judge(place: ItemPlace, form: VerdictForm, actor: Actor) -> None:
    disclosure = disclosure_of(place.participation, place.item)
    said = form.told()
    record_verdict(disclosure, **said, criteria=form.criteria(), by=actor, now=now())


def _settle(place: ItemPlace, form: VerdictForm, actor: Actor) -> None:
    settle_verdict(
        disclosure_of(place.participation, place.item), **form.told(), by=actor, now=now()
    )


def _correct(place: ItemPlace, form: CorrectionForm, actor: Actor) -> None:
    disclosure = disclosure_of(place.participation, place.item)
    correct_verdict(disclosure, **form.cleaned_data, by=actor, now=now())


def _onward(
    request: HttpRequest, place: ItemPlace, form: VerdictForm, actor: Actor
) -> HttpResponse:
    """Go on with the next item that is not judged."""
    given = dict[Any, Any](form.fields["option"].choices)  # type: ignore[attr-defined]
    told = {"item": place.item, "verdict": given[form.cleaned_data["option"]]}
    messages.success(request, _("%(item)s: %(verdict)s. Kept.") % told)
    onward = next_item(place.participation, reader=actor, after=place.item)
    if not onward:
        messages.success(request, _("All items of this agency are judged."))
        return redirect("evidence:reviews")
    address = reverse("evidence:judge", kwargs={**place.address, "item": onward})
    return redirect(f"{address}#top")  # else the browser stays at the form
