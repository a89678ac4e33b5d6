"""The form: handed out, and taken back filled in.

It asks for no cookie, so there is nothing that another site could abuse in a visitor's name: a
forged sheet is a sheet like any that is sent with the address. That is why no CSRF token is asked.
"""

from functools import lru_cache
from time import monotonic
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from prongsai.surveys.forms.sheets import Sheet, sheet_from, signed_turn, stamped_sheet
from prongsai.surveys.queries.gates import WayIn, way_in
from prongsai.surveys.queries.questionnaires import Questionnaire, questionnaire
from prongsai.surveys.rules.collecting import CodeNotAccepted, spaced
from prongsai.surveys.rules.crowding import HORIZON, network_of
from prongsai.surveys.services.admission import seconds_to_wait
from prongsai.surveys.services.intake import record_response
from prongsai.surveys.views.items import items_of
from prongsai.surveys.views.looks import Look, of_form, of_questions
from prongsai.surveys.views.packing import Packed, gzipped, packed
from prongsai.surveys.views.silence import without_a_trace

#: A way in that was looked up is taken to be as it was for so many seconds; recording looks again.
_FRESH = 5
_SHEET, _RECEIPT = "@sheet@", "@receipt@"
#: Seconds for which a kiosk shows a receipt.
_RECEIPT_SHOWN = 15
_INCOMPLETE, _TOO_MANY = 422, 429
#: More than any questionnaire has.
_MOST_FIELDS = 1000


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_a_trace
def answer(request: HttpRequest, token: str, look: Look = Look.PAGE) -> HttpResponse:
    """Hand out the form of a way in; keep it when it comes back."""
    way = known_way_in(token)
    if request.method == "POST":
        return _kept(request, way, look)
    language = get_language() or ""
    start = _start(way, language, look).replace(_SHEET, stamped_sheet()).encode()
    end = _end(way.edition, way.instrument, language, look)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(gzipped(start, end))
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(start + end.plain)
    # Every form is a sheet of its own: two people at one telephone are two.
    response.headers["Cache-Control"] = "no-store" if look is Look.KIOSK else "private, no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response


def known_way_in(token: str) -> WayIn:
    """Return the way in of an address as it was a moment ago."""
    return _way_in(token, int(monotonic() // _FRESH))


def _kept(request: HttpRequest, way: WayIn, look: Look) -> HttpResponse:
    """Keep a sheet and thank; or show it again, once, with what is missing."""
    asked = questionnaire(way.edition, way.instrument)
    sheet = sheet_from(_sent(request), asked.options)
    may_go = sheet.was_reminded and asked.may_be_left_out and any(sheet.answers)
    if (sheet.left_out and not may_go) or not sheet.name:
        return _again(way, asked, sheet, look)
    wait = _wait(request, way, sheet)
    if wait != 0:
        return _in_turn(way, asked, sheet, look, wait)
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
        fact = error.fact.en if get_language() == "en" else error.fact.th
        return _again(way, asked, sheet, look, refused=fact)
    return _thanks(way, look, spaced(receipt))


def _sent(request: HttpRequest) -> dict[str, str]:
    """Return the fields of a sheet; Django's own reading costs a tenth of the whole walk."""
    if request.content_type != "application/x-www-form-urlencoded":
        return request.POST.dict()
    try:
        return dict(parse_qsl(request.body.decode(), max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


def _wait(request: HttpRequest, way: WayIn, sheet: Sheet) -> int | None:
    forwarded = request.headers.get("X-Forwarded-For", "")
    peer = request.META.get("REMOTE_ADDR") or ""
    return seconds_to_wait(
        way,
        sheet=sheet.name if sheet.is_ours else "",
        proof=sheet.proof,
        turn=sheet.turn,
        address=network_of(peer, forwarded, settings.TRUSTED_PROXIES),
        now=now().timestamp(),
    )


def _in_turn(
    way: WayIn, asked: Questionnaire, sheet: Sheet, look: Look, wait: int | None
) -> HttpResponse:
    """Show a form again that has to wait, with the turn it has got."""
    turn = sheet.signed_turn
    if wait is not None and not turn:
        turn = signed_turn(sheet.name, int(now().timestamp()) + wait)
    context = {"wait": wait or HORIZON, "has_turn": wait is not None, "turn": turn}
    response = _again(way, asked, sheet, look, status=_TOO_MANY, **context)
    response.headers["Retry-After"] = str(wait or HORIZON)
    return response


def _thanks(way: WayIn, look: Look, receipt: str) -> HttpResponse:
    page = _thanked(way, get_language() or "", look).replace(_RECEIPT, receipt)
    response = _private(HttpResponse(page))
    if look is Look.KIOSK:
        home = reverse("surveys:kiosk", args=[way.token])
        response.headers["Refresh"] = f"{_RECEIPT_SHOWN}; url={home}"
    return response


def _again(
    way: WayIn,
    asked: Questionnaire,
    sheet: Sheet,
    look: Look,
    *,
    status: int = _INCOMPLETE,
    **more: object,
) -> HttpResponse:
    """Show a form again with its answers; the sheet keeps its name."""
    context = {
        **of_form(way, asked, look),
        **of_questions(asked, look, items_of(asked, sheet)),
        "sheet": sheet.stamp,
        "code": sheet.code,
        "left_out": len(sheet.left_out),
        "again": True,
        **more,
    }
    start = render_to_string("surveys/form_start.html", context)
    end = render_to_string("surveys/form_end.html", context)
    return _private(HttpResponse(start + end, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


@lru_cache(20_000)
def _way_in(token: str, _moment: int) -> WayIn:
    return way_in(token)


@lru_cache(20_000)
def _start(way: WayIn, _language: str, look: Look) -> str:
    """Return the form down to the name of the sheet, which is put in for `_SHEET`."""
    asked = questionnaire(way.edition, way.instrument)
    return render_to_string(
        "surveys/form_start.html", {**of_form(way, asked, look), "sheet": _SHEET}
    )


@lru_cache(20_000)
def _thanked(way: WayIn, _language: str, look: Look) -> str:
    """Return the thank-you page; the receipt is put in for `_RECEIPT`."""
    where = reverse("surveys:receipts", args=[way.framework, way.year_be, way.agency_code])
    home = reverse("surveys:kiosk", args=[way.token]) if look is Look.KIOSK else ""
    context = {"way": way, "receipt": _RECEIPT, "receipts": where, "home": home}
    return render_to_string("surveys/thanks.html", context)


@lru_cache(64)
def _end(edition: str, instrument: int, _language: str, look: Look) -> Packed:
    """Return the questions, which are the same for all agencies."""
    asked = questionnaire(edition, instrument)
    context = of_questions(asked, look, items_of(asked, None))
    return packed(render_to_string("surveys/form_end.html", context).encode())
