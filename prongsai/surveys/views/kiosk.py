"""A device at a counter, where one person answers after the other and none sees the former's."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from prongsai.surveys.queries.questionnaires import questionnaire
from prongsai.surveys.views.answering import known_way_in
from prongsai.surveys.views.looks import Look, addresses
from prongsai.surveys.views.silence import without_a_trace


@require_safe
@without_a_trace
def kiosk(_request: HttpRequest, token: str) -> HttpResponse:
    """Invite whoever comes next."""
    way = known_way_in(token)
    context = {
        "way": way,
        "asked": questionnaire(way.edition, way.instrument),
        "first": "" if way.needs_code else "#s1",
        "forms": addresses(Look.KIOSK.address, way.token),
    }
    response = HttpResponse(render_to_string("surveys/kiosk.html", context))
    response.headers["Cache-Control"] = "no-store"
    return response
