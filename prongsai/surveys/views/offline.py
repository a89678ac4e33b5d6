"""The service worker: a form that was opened once opens again without a network."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Hand out the worker; it has power over the addresses that stand beside its own, no others."""
    program = render_to_string("surveys/worker.js")
    response = HttpResponse(program, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
