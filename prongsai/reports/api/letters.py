"""Letters about verdicts and objections for programs."""

from typing import Any

from django.http import HttpResponse
from django.utils.timezone import now
from ninja import Router

from prongsai.assessments.queries.entered import entered
from prongsai.directory.api import KeyAuth
from prongsai.reports.services.downloads import report_headers
from prongsai.reports.services.objection_letters import make_letter

router = Router(tags=["objections"], auth=KeyAuth())


@router.get(
    "/rounds/{framework}/{int:year}/agencies/{agency}/letters/{letter}.{ending}",
    summary="A letter about verdicts or objections, as PDF or DOCX",
)
def download(  # five of them are the address
    request: Any, framework: str, year: int, agency: str, letter: str, ending: str
) -> HttpResponse:
    """Return a letter to the agency: "notice", "acknowledgement" or "decision"."""
    participation = entered(framework, year, agency, reader=request.auth)
    made = make_letter(participation, letter, ending, by=request.auth, now=now())
    return HttpResponse(made, headers=report_headers(ending, f"{agency}-{year}-{letter}.{ending}"))
