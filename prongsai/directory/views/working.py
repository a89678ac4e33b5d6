"""The ground of every page of the working area: who is logged in, and what they may do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

Page = Callable[..., HttpResponseBase]


def working(page: Page) -> Page:
    """Let a page be opened by who is logged in; it gets the actor as its second argument.

    Templates that extend `directory/working.html` find the actor as `request.actor`.
    """

    @never_cache
    @login_required
    @wraps(page)
    def shown(request: Any, *args: object, **kwargs: object) -> HttpResponseBase:
        return page(request, request.actor, *args, **kwargs)

    return shown
