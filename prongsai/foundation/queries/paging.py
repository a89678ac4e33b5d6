"""Long lists in pages, of which only the rows of one are put together."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PER_PAGE = 50
Row = TypeVar("Row")


def page_of(
    found: QuerySet[Any] | Sequence[Any],
    number: str | int,
    rows: Callable[[list[Any]], Iterable[Row]],
) -> Page[Row]:
    """Return a page of a list as rows; a number that no page has leads to the nearest."""
    pages = Paginator(found, PER_PAGE)
    page = pages.get_page(number)
    shown: Page[Row] = Page(list(rows(list(page))), page.number, pages)
    return shown
