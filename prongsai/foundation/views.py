"""Pages of the house itself: what is not there, what broke, whether it is alive."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from prongsai.foundation.charts import samples
from prongsai.foundation.templatetags.prongsai import said
from prongsai.methodology.dates import BUDDHIST_ERA
from prongsai.methodology.wording import Text

Page = Callable[..., HttpResponseBase]
#: What somebody sent is saved, never shown in the site's name; were it shown, it could do nothing.
_SHUT = "default-src 'none'; sandbox"


def reads_only(page: Page) -> Page:
    """Let a page be read and nothing else; other methods are answered with 405.

    Nothing can be forged where nothing is changed, so no token is asked for first.
    """
    return csrf_exempt(require_safe(page))


def handed_out(path: Path, *, name: str, media_type: str) -> FileResponse:
    """Answer with a file that somebody sent, to be saved."""
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=media_type
    )
    response.headers["Content-Security-Policy"] = _SHUT
    return response


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Give every template the notice of the installation and the same page in other languages."""
    thai, _, english = settings.NOTICE.partition(" | ")
    return {
        "notice": Text(thai, english or thai),
        "in_languages": [
            {"code": code, "name": name, "url": _in_language(request, code)}
            for code, name in settings.LANGUAGES
            if code != get_language()
        ],
    }


def _in_language(request: HttpRequest, code: str) -> str:
    """Return this page in a language; the first page where this one leads nowhere."""
    here = request.get_full_path()
    there = translate_url(here, code)
    if there != here:
        return there
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


@reads_only
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer monitors: the server runs and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say that there is no such page, and where to go."""
    return render(request, "foundation/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say that it was our fault; asks nothing of the request or the database."""
    return HttpResponse(render_to_string("foundation/broken.html"), status=500)


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """Show every component and chart with invented numbers: the style guide."""
    latest = localdate().year + BUDDHIST_ERA
    context = {
        "latest": latest,
        "charts": samples.sample_charts(said, latest=latest),
        "indicators": samples.INDICATORS,
        "measures": samples.MEASURES,
        "levels": samples.LEVELS,
        "totals": samples.TOTALS,
        "heat": [*samples.TOTALS, samples.TARGET],
        "chips": [{"name": latest, "url": request.path}],
        "pages": Paginator(range(8_323), 50).page(3),
    }
    return render(request, "foundation/look.html", context)
