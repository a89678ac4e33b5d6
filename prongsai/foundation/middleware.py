"""What every answer gets: a policy of what pages may load; errors for people as pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prongsai.foundation.rules import UserError
from prongsai.foundation.rules.web import CONTENT_POLICY, AddressUnreadable

Answer = Callable[[HttpRequest], HttpResponse]


class ContentPolicyMiddleware:
    """Forbid pages to load or send anything elsewhere."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        return response


class UserErrorMiddleware:
    """Show a rule that was not met as a page that says what to do.

    An address with a NUL is refused before anything looks it up: PostgreSQL keeps none.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            return _as_page(request, AddressUnreadable())
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer with the error's own status; what is no UserError is not ours to answer."""
        return _as_page(request, error) if isinstance(error, UserError) else None


def _as_page(request: HttpRequest, error: UserError) -> HttpResponse:
    return render(request, "foundation/user_error.html", {"error": error}, status=error.status)
