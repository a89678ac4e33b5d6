"""Where people find that they were counted."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from prongsai.surveys.queries.receipts import receipt_list, was_counted
from prongsai.surveys.rules.collecting import RECEIPT_LETTERS, plain_code
from prongsai.surveys.views.silence import without_a_trace


@csrf_exempt  # nothing is changed, and nobody is logged in here
@require_http_methods(["GET", "HEAD", "POST"])
@without_a_trace
def receipts(request: HttpRequest, framework: str, year: int, agency: str) -> HttpResponse:
    """Show the receipts of an agency; tell whether one is among them.

    The code comes by POST, so that it is in no address that a log or a history keeps.
    """
    listed = receipt_list(framework, year, agency)
    written = request.POST.get("receipt", "")[:60]
    context = {"listed": listed, "year_be": year}
    if request.method == "POST":
        whole = len(plain_code(written)) == RECEIPT_LETTERS
        context["found"] = whole and was_counted(listed.participation, written)
        context["is_asked"] = True
    response = HttpResponse(render_to_string("surveys/receipts.html", context))
    response.headers["Cache-Control"] = "no-store"
    return response
