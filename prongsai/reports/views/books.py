"""The country book: asked for, and handed out."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.assessments.views.attempts import succeeds
from prongsai.directory.rules import Actor
from prongsai.directory.views.working import working
from prongsai.foundation.queries.jobs import jobs_about
from prongsai.foundation.views import handed_out
from prongsai.reports.forms import BookForm
from prongsai.reports.services.books import ask_for_book, book_file, books_of, subject_of
from prongsai.results.queries.published import published_year
from prongsai.results.rules.rights import may_score, require_publisher, require_scores_reader

_SHOWN_JOBS = 3


@working
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, actor: Actor, year: int) -> HttpResponseBase:
    """Show the book of a published year; have it made."""
    is_sent = request.method == "POST"
    require_publisher(actor) if is_sent else require_scores_reader(actor)
    shown, _years = published_year(year)
    form = BookForm(request.POST if is_sent else None, initial={"language": settings.LANGUAGE_CODE})
    asked = []

    def ask() -> None:
        here = reverse("reports:book", args=[year])
        language = form.cleaned_data["language"]
        asked.append(ask_for_book(year, language, by=actor, now=now(), leads_to=here))

    if is_sent and succeeds(form, ask):
        return redirect("directory:job", asked[0])
    context = {
        "year": year,
        "agencies": shown.agencies,
        "books": books_of(year),
        "jobs": jobs_about(subject_of(year), limit=_SHOWN_JOBS),
        "form": form,
        "may_make": may_score(actor),
    }
    return render(request, "reports/book.html", context, status=422 if form.errors else 200)


@working
@require_safe
def book_pdf(_request: HttpRequest, actor: Actor, year: int, language: str) -> HttpResponseBase:
    """Hand out the book."""
    require_scores_reader(actor)
    name = f"ita-{year}.{language}.pdf"
    return handed_out(book_file(year, language), name=name, media_type="application/pdf")
