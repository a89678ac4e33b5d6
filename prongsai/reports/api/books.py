"""The country book for programs."""

from typing import Any, Literal
from uuid import UUID

from django.http import FileResponse
from django.utils.timezone import now
from ninja import Router, Schema, Status

from prongsai.directory.api import KeyAuth
from prongsai.directory.rules import Role
from prongsai.foundation.views import handed_out
from prongsai.reports.services.books import ask_for_book, book_file
from prongsai.results.rules.rights import require_scores_reader

router = Router(tags=["reports"], auth=KeyAuth())


class Asked(Schema):
    """In which language the book is made."""

    language: Literal["th", "en"] = "th"


class Begun(Schema):
    """The job that makes it."""

    job: UUID


@router.post(
    "/years/{int:year}/book",
    auth=KeyAuth(Role.CENTRAL),
    response={202: Begun},
    summary="Have the country book made",
)
def make(request: Any, year: int, asked: Asked) -> Status[Begun]:
    """Begin to make the book of a published year; `/jobs/{job}` tells how far it is."""
    job = ask_for_book(year, asked.language, by=request.auth, now=now())
    return Status(202, Begun(job=job))


@router.get("/years/{int:year}/book/{language}.pdf", summary="The country book as PDF")
def download(request: Any, year: int, language: str) -> FileResponse:
    require_scores_reader(request.auth)
    name = f"ita-{year}.{language}.pdf"
    return handed_out(book_file(year, language), name=name, media_type="application/pdf")
