"""The API: every room's operations under one address, errors as problem+json."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

import prongsai
from prongsai.foundation.rules import UserError

api = NinjaAPI(
    title="Prongsai",
    version=prongsai.__version__,
    urls_namespace="api",
    docs_url=None,
)


@api.exception_handler(UserError)
def problem(request: HttpRequest, error: UserError) -> HttpResponse:
    """Answer with problem details (RFC 9457) in both languages."""
    said = error.text
    body = {
        "type": f"urn:prongsai:error:{error.code}",
        "title": said.en,
        "title_th": said.th,
        "status": error.status,
        "code": error.code,
    }
    response = api.create_response(request, body, status=error.status)
    response["Content-Type"] = "application/problem+json"
    return response
