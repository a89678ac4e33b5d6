"""What happens when a page asks who is there; pages that never ask cost and set nothing."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now

from prongsai.directory.queries import actor_of, lacks_second_factor
from prongsai.directory.rules import NOBODY, Actor, SecondFactorMissing

Answer = Callable[[HttpRequest], HttpResponse]
#: What those reach who still need a second factor.
_REACHED = frozenset({"account_login", "account_logout", "account_reauthenticate"})
_REACHED_BELOW = "mfa_"
#: In the session: when it was last renewed, in seconds; no more often than every so many.
_RENEWED, _RENEW = "renewed", 600


class WhoAsksMiddleware:
    """Let nobody with a guarded role on without a second factor; keep a session that is in use.

    Both happen when a page first asks for `request.user`, or for `request.actor`: who that is as
    rules see them. Public pages do not, so they are the same for everybody, set no cookie and can
    be shared.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _who(request))  # type: ignore[assignment]
        vars(request)["actor"] = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Lead to where a second factor is set up."""
        return redirect("mfa_index") if isinstance(error, SecondFactorMissing) else None


def _who(request: HttpRequest) -> Any:
    user = get_user(request)
    if user.is_authenticated:
        _renew(request)
        if not _is_reached(request) and lacks_second_factor(user.pk):
            raise SecondFactorMissing()
    return user


def _actor(request: HttpRequest) -> Actor:
    return actor_of(request.user) if request.user.is_authenticated else NOBODY


def _is_reached(request: HttpRequest) -> bool:
    place = request.resolver_match.url_name if request.resolver_match else None
    return place is not None and (place in _REACHED or place.startswith(_REACHED_BELOW))


def _renew(request: HttpRequest) -> None:
    """Let the time until a session ends begin anew."""
    moment = int(now().timestamp())
    if moment - request.session.get(_RENEWED, 0) >= _RENEW:
        request.session[_RENEWED] = moment
