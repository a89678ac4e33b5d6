"""Where things are to be had, as other programs need it: whole addresses."""

from django.http import HttpRequest
from django.urls import reverse


def whole(request: HttpRequest, name: str, *place: object) -> str:
    """Return an address with the site in it."""
    return request.build_absolute_uri(reverse(name, args=place))
