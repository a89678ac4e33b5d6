"""The form with which an interviewer asks, and keeps what one person answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.surveys.forms.interviews import REFUSED, forgotten, has_agreed
from prongsai.surveys.forms.sheets import Sheet, sheet_from, stamped_sheet
from prongsai.surveys.queries.interviews import QuotaListed, own_quota
from prongsai.surveys.queries.questionnaires import Questionnaire, questionnaire
from prongsai.surveys.rules.collecting import spaced
from prongsai.surveys.services.interviews import record_interview
from prongsai.surveys.views.items import items_of


@require_http_methods(["GET", "HEAD", "POST"])
@working
def interview(request: HttpRequest, actor: Actor, quota: int) -> HttpResponse:
    """Hand out the form of one interview; keep it when it comes back."""
    mine = own_quota(quota, reader=actor)
    asked = questionnaire(mine.edition, mine.instrument)
    if request.method == "POST":
        return _kept(request, actor, mine, asked)
    context = {"asked": asked, "sheet": stamped_sheet(), "items": items_of(asked, None)}
    return _shown(request, mine, context)


def _kept(
    request: HttpRequest, actor: Actor, mine: QuotaListed, asked: Questionnaire
) -> HttpResponse:
    """Keep an interview and go on; or show it again with what is missing."""
    sent = request.POST.dict()
    sheet = sheet_from(sent, asked.options)
    missing = forgotten(sent, sheet, may_refuse=asked.may_be_left_out)
    may_go = asked.may_be_left_out and any(sheet.answers)
    is_whole = not missing and (may_go or not sheet.left_out)
    if not (has_agreed(sent) and sheet.name and (is_whole or (sheet.was_reminded and may_go))):
        return _again(request, mine, asked, sheet)
    try:
        receipt = record_interview(
            mine.quota,
            sheet=sheet.name,
            answers=sheet.answers,
            quick=sheet.quick,
            day=localdate(),
            by=actor,
        )
    except UserError as error:
        return _again(request, mine, asked, sheet, error)
    # No redirect: the receipt is nowhere but on this page, and sending it again counts once.
    context = {"quota": own_quota(mine.quota, reader=actor), "receipt": spaced(receipt)}
    return render(request, "surveys/work/interview_kept.html", context)


def _again(
    request: HttpRequest,
    mine: QuotaListed,
    asked: Questionnaire,
    sheet: Sheet,
    error: UserError | None = None,
) -> HttpResponse:
    sent = request.POST.dict()
    missing = forgotten(sent, sheet, may_refuse=asked.may_be_left_out)
    context = {
        "asked": asked,
        "sheet": sheet.stamp,
        "items": _with_refusals(items_of(asked, sheet), missing),
        "again": True,
        "agreed": has_agreed(sent),
        "left_out": len(missing),
        "is_empty": not any(sheet.answers),
        "error": error,
    }
    return _shown(request, mine, context, status=error.status if error else 422)


def _shown(
    request: HttpRequest, mine: QuotaListed, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {**context, "quota": mine, "refused": REFUSED, "may_refuse": True}
    return render(request, "surveys/work/interview.html", shown, status=status)


def _with_refusals(items: list[dict[str, Any]], missing: tuple[int, ...]) -> list[dict[str, Any]]:
    """Mark the parts that were refused: nothing is missing there."""
    first = missing[:1]
    for item in items:
        for part in item["parts"]:
            place = int(part["question"].field[1:])
            part["is_refused"] = part["is_left_out"] and place not in missing
            part["is_left_out"] = place in missing
            part["is_first_left_out"] = (place,) == first
    return items
