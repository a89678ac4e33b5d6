"""A dated copy of a page: what is known of it, what it says, and its bytes to take away.

What a site sent is never shown as a page of ours: only its text is, and its bytes are a download.
"""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.evidence.queries.frozen import capture_seen, copy_of, neighbours, seal_of, stamp_of
from prongsai.evidence.queries.screenshots import screenshot_of
from prongsai.evidence.services.frozen import copy_content, copy_record
from prongsai.evidence.services.screenshots import picture_of, why_no_screenshot
from prongsai.foundation.rules import UserError

#: Even if a browser showed it, nothing in it would run, load or be sent.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
BODY, RECORD, PICTURE = "body", "warc", "screenshot"
_BYTES = "application/octet-stream"
#: Endings of what opens without running anything; all else is handed out as plain text or bytes.
_ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "text/csv": "csv",
    "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
_TEXT = re.compile(r"text/|application/(json|xml|xhtml)")


@working
@require_safe
def frozen(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Show what is known of a copy, and what it says."""
    capture = capture_seen(number, reader=actor)
    context = {
        "copy": copy_of(capture),
        "capture": capture,
        "seal": seal_of(capture),
        "stamp": stamp_of(capture),
        "near": neighbours(capture),
        "screenshot": screenshot_of(capture),
        "no_screenshot": why_no_screenshot(capture),
    }
    try:
        context["content"] = copy_content(number, by=actor) if capture.archive else None
    except UserError as error:
        context["trouble"] = error
    return render(request, "evidence/frozen.html", context)


@working
@require_safe
def frozen_file(_request: HttpRequest, actor: Actor, number: int, form: str) -> HttpResponse:
    """Hand out the bytes that a page showed, or the record of the archive, to be saved.

    The picture of it is our own, and shown.
    """
    if form == PICTURE:
        return _picture(picture_of(number, by=actor))
    capture = capture_seen(number, reader=actor)
    if form == BODY:
        content, ending = copy_content(number, by=actor).body, _ending(capture.media_type)
    elif form == RECORD:
        content, ending = copy_record(number, by=actor), "warc.gz"
    else:
        raise Http404
    response = HttpResponse(content, content_type=_BYTES)
    response["Content-Disposition"] = f'attachment; filename="capture-{number}.{ending}"'
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _picture(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="image/webp")
    response["Cache-Control"] = "private, max-age=86400"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _ending(media_type: str) -> str:
    kind = media_type.partition(";")[0].strip().lower()
    if kind in _ENDINGS:
        return _ENDINGS[kind]
    return "txt" if _TEXT.match(kind) else "bin"
