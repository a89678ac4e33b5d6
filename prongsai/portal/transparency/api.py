"""What agencies disclose, for programs."""

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Router

from prongsai.portal.transparency.queries.agencies import agency_disclosures
from prongsai.portal.transparency.queries.payload import disclosures_payload, file_addresses

router = Router(tags=["disclosures"])


@router.get("/agencies/{code}/{int:year}/disclosures", summary="What an agency discloses in a year")
def show_disclosures(request: HttpRequest, code: str, year: int) -> dict[str, Any]:
    """Return every item of the checklist: explanation, links with their copies, files, verdict."""
    found = agency_disclosures(code, year, localdate())
    return disclosures_payload(found, file_addresses(request.build_absolute_uri, year))
