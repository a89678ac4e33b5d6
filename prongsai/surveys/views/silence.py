"""What goes wrong while somebody answers is told without address, answers or code."""

import logging
import traceback
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from prongsai.foundation.rules import UserError

_LOG = logging.getLogger("django.surveys")
Page = Callable[..., HttpResponse]


def without_a_trace(page: Page) -> Page:
    """Show errors as slim pages, and log of a fault its kind and place in the program only.

    Messages of databases quote what could not be kept, and Django logs the address.
    """

    @wraps(page)
    def quiet(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = page(request, *args, **kwargs)
        except UserError as error:
            response = _refusal({"error": error}, error.status)
        except Exception as error:  # noqa: BLE001 # whatever it is, its words must not be logged
            place = traceback.extract_tb(error.__traceback__)[-1]
            _LOG.error("%s at %s:%s", type(error).__name__, place.filename, place.lineno)
            response = _refusal({}, 500)
        vars(response)["_has_been_logged"] = True  # or Django logs the address of a 4xx and a 5xx
        return response

    return quiet


def _refusal(context: dict[str, object], status: int) -> HttpResponse:
    response = HttpResponse(render_to_string("surveys/refused.html", context), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
