"""The page of a background job: how far it is, where it led, or why it failed."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.timezone import now
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from prongsai.directory.queries.jobs import job_for
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.queries.jobs import has_worker
from prongsai.foundation.rules import JobState

#: A job that waits longer, while there is no worker, waits for somebody to start one.
_PATIENCE = timedelta(seconds=30)


@require_safe
@working
def job(request: HttpRequest, actor: Actor, job: UUID) -> HttpResponse:
    """Show a job; the page asks for itself again until the job has ended."""
    seen, moment = job_for(actor, job), now()
    waits = seen.state is JobState.WAITING and moment - seen.asked_at > _PATIENCE
    context = {
        "job": seen,
        "is_failed": seen.state is JobState.FAILED,
        "nobody_works": waits and not has_worker(moment),
        "leads_to": _in_this_language(seen.leads_to),
    }
    return render(request, "directory/job.html", context)


def _in_this_language(address: str) -> str:
    """Return an address in the language of the page; it was noted in whichever somebody used.

    Django finds an address only while its own language is the current one.
    """
    wanted = get_language() or settings.LANGUAGE_CODE
    for noted, _name in settings.LANGUAGES:
        with override(noted):
            found = translate_url(address, wanted)
        if found != address:
            return found
    return address
