"""Ways in as pages show them: the whole address, its picture, and what else there is about it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import override

from prongsai.methodology.wording import Text
from prongsai.surveys.queries.ways_in import WayListed
from prongsai.surveys.services.gates import address_drawn

_LINE = "https://line.me/R/share"
#: What other rooms, or other pages of this one, offer about a way in.
_POSTER, _SLIPS, _MAIL, _KIOSK = (
    "reports:poster", "reports:slips", "reports:mail_codes", "surveys:kiosk"
)  # fmt: skip
_ASK = Text(
    "ตอบแบบวัด %(survey)s ของ%(agency)s: %(address)s", "%(survey)s of %(agency)s: %(address)s"
)


def shown_way(
    request: HttpRequest, way: WayListed, place: dict[str, Any], agency: Text
) -> dict[str, Any]:
    """Return a way in for the template; without its address where the reader gets none.

    In: `place`: framework, year and agency, as addresses of pages take them
    """
    if not way.token:
        return {"way": way}
    address = address_of(request, way.token)
    told = _ASK.filled(survey=way.name, agency=agency, address=address)
    here = {**place, "token": way.token}
    links = {
        "poster": _if_there(_POSTER, here),
        "slips": _if_there(_SLIPS, here) if way.takes_codes else "",
        "mail": _if_there(_MAIL, here) if way.takes_codes else "",
        "kiosk": "" if way.takes_codes else _if_there(_KIOSK, {"token": way.token}),
    }
    return {
        "way": way,
        "address": address,
        "picture": mark_safe(address_drawn(address)),  # noqa: S308 # drawn by us, of our address
        "line": f"{_LINE}?{urlencode({'text': told.th})}",
        "links": links,
    }


def address_of(request: HttpRequest, token: str) -> str:
    """Return the whole address of a way in, in the language of the country."""
    with override(settings.LANGUAGE_CODE):
        return request.build_absolute_uri(reverse("surveys:answer", args=[token]))


def _if_there(name: str, place: dict[str, Any]) -> str:
    """Return the address of a page; "" when there is no such page, or not with such a place."""
    for kwargs in (place, {key: place[key] for key in place if key != "token"}):
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""
