"""The API: every room's operations under one address, errors as problem+json."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError
from ninja.renderers import JSONRenderer

import prongsai
from prongsai.assessments.api import router as assessments
from prongsai.config.site import UNKEPT
from prongsai.directory.api import router as directory
from prongsai.directory.rules.keys import KeyUnknown
from prongsai.evidence.api.disclosures import router as disclosures
from prongsai.evidence.api.objections import router as objections
from prongsai.evidence.api.reviews import router as reviews
from prongsai.foundation.rules import UserError
from prongsai.foundation.rules.web import WordsUnkeepable
from prongsai.improvement.api import router as plans
from prongsai.portal.transparency.api import router as transparency
from prongsai.reports.api.books import router as books
from prongsai.reports.api.issued import router as reports
from prongsai.reports.api.letters import router as letters
from prongsai.reports.api.typed import router as typed_reports
from prongsai.results.api import router as results
from prongsai.surveys.api import router as surveys


class ThaiRenderer(JSONRenderer):
    """JSON whose Thai letters are letters."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Prongsai",
    version=prongsai.__version__,
    urls_namespace="api",
    docs_url=None,
    renderer=ThaiRenderer(),
)

api.add_router("", directory)
api.add_router("", assessments)
api.add_router("", surveys)
api.add_router("", disclosures)
api.add_router("", reviews)
api.add_router("", objections)
api.add_router("", letters)
api.add_router("", results)
api.add_router("", plans)
api.add_router("", reports)
api.add_router("", books)
api.add_router("", typed_reports)
api.add_router("", transparency)


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


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Answer who shows no key, or one that opens nothing."""
    response = problem(request, KeyUnknown())
    response["WWW-Authenticate"] = "Bearer"
    return response


def unkeepable(request: HttpRequest, _error: Exception | type[Exception]) -> HttpResponse:
    """Answer who sends what no table takes, where no rule of a room said so before."""
    return problem(request, WordsUnkeepable())


for kind in UNKEPT:
    api.add_exception_handler(kind, unkeepable)
