"""The page of whoever is logged in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prongsai.directory import queries


@require_safe
@never_cache
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show a person's own account and duties."""
    (person,) = queries.people(user=request.user.pk)
    return render(request, "directory/me.html", {"person": person})


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that somebody tried too often, and when to try again."""
    return render(request, "directory/too_many.html", status=429)
