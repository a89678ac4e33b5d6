"""Letters about verdicts and objections to download."""

import re

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from prongsai.assessments.queries.entered import entered
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.reports.services.objection_letters import make_letter

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_UNUSUAL = re.compile(r"[^\w.-]+", re.ASCII)


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
    response = HttpResponse(made, content_type=_TYPES[form])
    name = _UNUSUAL.sub("_", f"{agency}-{year}-{kind}")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
