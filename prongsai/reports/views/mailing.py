"""Sending codes by mail: a page that grows line by line while the letters go out."""

from collections.abc import Iterator
from contextlib import closing
from secrets import token_urlsafe
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.rules import UserError
from prongsai.foundation.templatetags.prongsai import said
from prongsai.reports.forms import LettersForm
from prongsai.reports.rules.handouts import MOST_LETTERS
from prongsai.reports.services.mailing import Sent, mail_codes, require_mail, sends_mail
from prongsai.reports.views.handouts import site_of, told_of, way_of

#: Where the lines stand in the page.
_LINES = "<!-- lines -->"


@require_http_methods(["GET", "HEAD", "POST"])
@working
def mail(request: HttpRequest, actor: Actor, **place: Any) -> HttpResponseBase:
    """Ask whom to write to; write to them, and tell of each letter as it goes."""
    gate = way_of(actor, place)
    if request.method != "POST":
        return _page(request, gate, LettersForm(initial={"once": token_urlsafe()}))
    require_mail()
    form = LettersForm(request.POST)
    if not form.is_valid():
        return _page(request, gate, form)
    addresses, once = form.cleaned_data["addresses"], form.cleaned_data["once"]
    try:
        letters = mail_codes(gate, addresses, once=once, site=site_of(request), by=actor, now=now())
    except UserError as error:
        form.add_error(None, said(error.text))
        return _page(request, gate, form)
    context = {**told_of(request, gate), "number": len(addresses), "lines": _LINES}
    whole = render_to_string("reports/mailing.html", context, request)
    return _streamed(_grown(whole, letters, len(addresses)))


def _page(request: HttpRequest, gate: Any, form: LettersForm) -> HttpResponse:
    context = {
        **told_of(request, gate),
        "form": form,
        "most": MOST_LETTERS,
        "sends_mail": sends_mail(),
    }
    return render(request, "reports/mail_codes.html", context, status=422 if form.errors else 200)


def _grown(whole: str, letters: Iterator[Sent], number: int) -> Iterator[str]:
    """Yield a page down to its lines, a line for each letter, and the rest with what failed."""
    start, _, end = whole.partition(_LINES)
    failed = []
    with closing(letters):  # type: ignore[type-var] # a generator has `close`
        yield start
        for sent in letters:
            if not sent.arrived:
                failed.append(sent.address)
            yield render_to_string("reports/_sent.html", {"sent": sent, "number": number})
    context = {"failed": failed, "arrived": number - len(failed)}
    yield f"</ul>{render_to_string('reports/_mailed.html', context)}{end}"


def _streamed(pieces: Iterator[str]) -> StreamingHttpResponse:
    """Return an answer that nothing on its way collects before it passes it on."""
    response = StreamingHttpResponse(pieces)
    response["Content-Encoding"] = "identity"  # compressing would hold lines back
    response["X-Accel-Buffering"] = "no"  # so would nginx
    return response
