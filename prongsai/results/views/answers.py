"""What several pages answer with: files, and the links to them."""

from collections.abc import Callable, Iterable

from django.http import HttpResponse
from django.urls import reverse

from prongsai.results.services.downloads import MEDIA

#: The address of a table in a format.
Address = Callable[[str, str], str]


def as_file(content: bytes, media: str, name: str) -> HttpResponse:
    """Answer with a file to be saved."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media, headers=headers)


def year_tabs(name: str, years: Iterable[int], *place: str) -> list[dict[str, object]]:
    """Return the same page in other years; its address takes `place` before the year."""
    return [
        {"year": year, "url": reverse(f"results:{name}", args=[*place, year])} for year in years
    ]


def table_links(tables: dict[str, str], address: Address) -> list[dict[str, object]]:
    """Return for each table its name and its files.

    In: table -> name, and the address of a table in a format
    """
    return [
        {
            "name": name,
            "files": [
                {"form": form.upper(), "url": address(table, form), "type": media.split(";")[0]}
                for form, media in MEDIA.items()
            ],
        }
        for table, name in tables.items()
    ]
