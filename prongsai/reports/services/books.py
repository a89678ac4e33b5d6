"""The country book of published results: made in the background, kept, handed out."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from prongsai.directory.rules import Actor
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.foundation.rules.files import FileGone
from prongsai.foundation.services.audit import audit
from prongsai.foundation.services.jobs import Running, begin_job, in_background
from prongsai.methodology.wording import Text
from prongsai.reports.queries.plans_of_all import plans_of_all
from prongsai.reports.rules.style import Style
from prongsai.reports.services.country import write_country_book
from prongsai.reports.services.rendering import fonts_folder
from prongsai.results.queries.published import published_round, published_year
from prongsai.results.rules.rights import require_publisher

_MAKE = Text("จัดทำผลการประเมินทั้งประเทศเป็นเล่ม", "Make the country book")


@in_background("reports.make_book", _MAKE)
def _making(job: Running, *, year_be: int, language: str) -> dict[str, Any]:
    round_, provenance = published_round(year_be)
    path = _place(year_be, provenance.run, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        book = write_country_book(
            round_,
            provenance,
            out=part,
            style=Style(language=language, fonts=fonts_folder()),
            on=localdate(job.now),
            plans=plans_of_all(DEFAULT_FRAMEWORK, year_be + 1),
            progress=job.progress,
        )
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return {"pages": book.pages, "agencies": book.agencies}


@transaction.atomic
def ask_for_book(
    year_be: int, language: str, *, by: Actor, now: datetime, leads_to: str = ""
) -> UUID:
    """Have the book of a published year made in the background; return the job.

    Raises:
        NotAllowed: only the central administrator may.
        NothingPublished, YearUnpublished, JobUnderWay.
    """
    require_publisher(by)
    year, _years = published_year(year_be)
    subject = subject_of(year.year_be)
    told = {"year_be": year.year_be, "language": language}
    job = begin_job(_making, subject, by=by, now=now, leads_to=leads_to, **told)
    audit("report.book_asked", subject, by=by, now=now, language=language)
    return job


def subject_of(year_be: int) -> str:
    """Return what the book of a year is called among jobs and in the audit trail."""
    return f"book:{year_be}"


def books_of(year_be: int) -> list[tuple[str, int]]:
    """Return the languages in which the book of the published run is there, and bytes of each."""
    run = published_year(year_be)[0].run
    places = [(language, _place(year_be, run, language)) for language, _name in settings.LANGUAGES]
    return [(language, path.stat().st_size) for language, path in places if path.is_file()]


def book_file(year_be: int, language: str) -> Path:
    """Return where the book of the published run lies.

    Raises:
        FileGone: nobody had it made.
        NothingPublished, YearUnpublished.
    """
    path = _place(year_be, published_year(year_be)[0].run, language)
    if language not in dict(settings.LANGUAGES) or not path.is_file():
        raise FileGone()
    return path


def _place(year_be: int, run: int | None, language: str) -> Path:
    """Return where a book lies: another run of the year is another book."""
    return Path(settings.PRONGSAI_HOME) / "books" / f"{year_be}-{run}.{language}.pdf"
