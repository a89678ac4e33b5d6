"""Letters about verdicts and objections to download."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from prongsai.assessments.queries.entered import entered
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.reports.services.objection_letters import make_letter
from prongsai.reports.views.answers import as_report


@working
@require_safe
def letter(  # five of them are the address
    _request: HttpRequest,
    actor: Actor,
    framework: str,
    year: int,
    agency: str,
    kind: str,
    form: str,
) -> HttpResponse:
    """Hand out a letter to an agency."""
    participation = entered(framework, year, agency, reader=actor)
    made = make_letter(participation, kind, form, by=actor, now=now())
    return as_report(made, form, f"{agency}-{year}-{kind}.{form}")
