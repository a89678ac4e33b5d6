"""What operations of several rooms answer alike: one page of a long list."""

from typing import Any

from django.core.paginator import Page
from ninja import Schema


class Paged(Schema):
    """One page of a list; the rows, and how many there are in all, stand beside it."""

    page: int
    pages: int


def paging(page: Page[Any], counted: str) -> dict[str, int]:
    """Return which page of how many it is, and under a name how many rows all pages have."""
    return {
        counted: page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
    }
