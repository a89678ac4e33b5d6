"""The form: handed out, and taken back filled in.

It asks for no cookie, so there is nothing that another site could abuse in a visitor's name: a
forged sheet is a sheet like any that is sent with the address. That is why no CSRF token is asked.
"""

from functools import lru_cache
from time import monotonic

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from prongsai.surveys.forms import Sheet, sheet_from, stamped_sheet
from prongsai.surveys.queries.gates import WayIn, way_in
from prongsai.surveys.queries.questionnaires import Question, Questionnaire, questionnaire
from prongsai.surveys.rules.collecting import CodeNotAccepted, spaced
from prongsai.surveys.services.intake import record_response
from prongsai.surveys.views.packing import Packed, gzipped, packed
from prongsai.surveys.views.silence import without_a_trace

#: A way in that was looked up is taken to be as it was for so many seconds; recording looks again.
_FRESH = 5
_SHEET = "@sheet@"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_a_trace
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the form of a way in; keep it when it comes back."""
    way = _way_in(token, int(monotonic() // _FRESH))
    if request.method == "POST":
        return _kept(request, way)
    start = _start(way, get_language() or "").replace(_SHEET, stamped_sheet()).encode()
    end = _end(way.edition, way.instrument, get_language() or "")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(gzipped(start, end))
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(start + end.plain)
    # Every form is a sheet of its own: two people at one telephone are two.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _kept(request: HttpRequest, way: WayIn) -> HttpResponse:
    """Keep a sheet and thank; or show it again, once, with what is missing."""
    asked = questionnaire(way.edition, way.instrument)
    sheet = sheet_from(request.POST.dict(), asked.options)
    may_go = sheet.was_reminded and asked.may_be_left_out and any(sheet.answers)
    if (sheet.left_out and not may_go) or not sheet.name:
        return _again(way, asked, sheet, "")
    try:
        receipt = record_response(
            way,
            sheet=sheet.name,
            answers=sheet.answers,
            quick=sheet.quick,
            day=localdate(),
            code=sheet.code,
        )
    except CodeNotAccepted as error:
        return _again(way, asked, sheet, error.fact.en if get_language() == "en" else error.fact.th)
    where = reverse("surveys:receipts", args=[way.framework, way.year_be, way.agency_code])
    context = {"way": way, "receipt": spaced(receipt), "receipts": where}
    return _private(HttpResponse(render_to_string("surveys/thanks.html", context)))


def _again(way: WayIn, asked: Questionnaire, sheet: Sheet, refused: str) -> HttpResponse:
    """Show a form again with its answers; the sheet keeps its name."""
    context = {
        "way": way,
        "asked": asked,
        "sheet": sheet.stamp,
        "code": sheet.code,
        "refused": refused,
        "left_out": len(sheet.left_out),
        "items": _items(asked, sheet),
        "again": True,
    }
    start = render_to_string("surveys/form_start.html", context)
    end = render_to_string("surveys/form_end.html", context)
    return _private(HttpResponse(start + end, status=422))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


@lru_cache(20_000)
def _way_in(token: str, _moment: int) -> WayIn:
    return way_in(token)


@lru_cache(20_000)
def _start(way: WayIn, _language: str) -> str:
    """Return the form down to the name of the sheet, which is put in for `_SHEET`."""
    asked = questionnaire(way.edition, way.instrument)
    context = {"way": way, "asked": asked, "sheet": _SHEET}
    return render_to_string("surveys/form_start.html", context)


@lru_cache(64)
def _end(edition: str, instrument: int, _language: str) -> Packed:
    """Return the questions, which are the same for all agencies."""
    asked = questionnaire(edition, instrument)
    context = {"asked": asked, "items": _items(asked, None)}
    return packed(render_to_string("surveys/form_end.html", context).encode())


def _items(asked: Questionnaire, sheet: Sheet | None) -> list[dict[str, object]]:
    """Return the items for the template, each part with its answer, if it has one."""
    return [
        {"item": item, "parts": [_part(question, sheet) for question in item.questions]}
        for item in asked.items
    ]


def _part(question: Question, sheet: Sheet | None) -> dict[str, object]:
    place = int(question.field[1:])
    chosen = sheet.answers[place] if sheet else 0
    return {
        "question": question,
        "options": [
            (number, text, number == chosen) for number, text in enumerate(question.options, 1)
        ],
        "is_left_out": sheet is not None and not chosen,
        "is_first_left_out": sheet is not None and sheet.left_out[:1] == (place,),
    }
