"""Disclosures as plain values: for JSON, and as a table with a line for each link and file."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from prongsai.portal.transparency.queries.agencies import AgencyDisclosures, ShownItem
from prongsai.portal.transparency.queries.disclosed import Shown, ShownFile, ShownLink
from prongsai.results.queries.page_tables import Cell

COLUMNS = (
    *("agency", "year_be", "item", "name_th", "name_en", "verdict", "approved_at"),
    *("explanation", "does_not_apply", "kind", "title", "address", "media_type", "bytes"),
    *("captured_at", "outcome", "sha256"),
)
#: Columns that only a link or a file fills.
_WITHOUT = 8
#: Where the file of an item is to be had: agency, item, number of the file.
FileAddress = Callable[[str, str, int], str]


def file_addresses(whole: Callable[[str], str], year_be: int) -> FileAddress:
    """Return what tells where the files of a year's disclosures are.

    In: what makes a whole address of one that begins at the site's root
    """
    # Made once: a year of a whole country has some 360,000 files.
    made = whole(reverse("transparency:file", args=["-agency-", year_be, "-item-", 0]))
    start, middle, end = re.split("-agency-|-item-", made)

    def address(agency: str, item: str, file: int) -> str:
        return f"{start}{quote(agency)}{middle}{quote(item)}{end.replace('0', str(file))}"

    return address


def disclosures_payload(found: AgencyDisclosures, address: FileAddress) -> dict[str, Any]:
    """Return an agency's disclosures of a year for JSON."""
    coming = found.public_from
    return {
        "agency": found.agency.code,
        "name_th": found.agency.name_th or None,
        "name_en": found.agency.name_en or None,
        "year_be": found.year_be,
        "edition": found.edition.id,
        "public_from": coming.isoformat() if coming else None,
        "verdicts_published": found.results is not None,
        "items": [_item(found.agency.code, item, address) for item in found.items],
    }


def lines_of(
    agency: str, year_be: int, items: tuple[ShownItem, ...], address: FileAddress
) -> Iterator[list[Cell]]:
    """Yield the same as lines of a table: one for each link and file, one for an item without."""
    for item in items:
        shown = item.disclosure
        start: list[Cell] = [
            *(agency, year_be, item.code, item.name.th, item.name.en),
            item.verdict.code if item.verdict else None,
            _moment(shown) if shown else None,
            (shown.explanation or None) if shown else None,
            (shown.exemption or None) if shown else None,
        ]
        for link in shown.links if shown else ():
            yield [*start, *_link_cells(link)]
        for file in shown.files if shown else ():
            yield [*start, *_file_cells(file, address(agency, item.code, file.id))]
        if not (shown and (shown.links or shown.files)):
            yield [*start, *[None] * _WITHOUT]


def _item(agency: str, item: ShownItem, address: FileAddress) -> dict[str, Any]:
    shown = item.disclosure
    return {
        "item": item.code,
        "name_th": item.name.th,
        "name_en": item.name.en,
        "verdict": item.verdict.code if item.verdict else None,
        "disclosed": shown is not None,
        "approved_at": _moment(shown) if shown else None,
        "explanation": (shown.explanation or None) if shown else None,
        "does_not_apply": (shown.exemption or None) if shown else None,
        "links": [_link(link) for link in shown.links] if shown else [],
        "files": [
            _file(file, address(agency, item.code, file.id))
            for file in (shown.files if shown else ())
        ],
    }


def _link(link: ShownLink) -> dict[str, Any]:
    copy = link.copy
    return {
        "title": link.title or None,
        "address": link.address,
        "captured_at": copy.taken_at.isoformat() if copy else None,
        "outcome": copy.outcome.value if copy else None,
        "media_type": (copy.media_type or None) if copy else None,
        "bytes": copy.size if copy else None,
        "sha256": (copy.sha256 or None) if copy else None,
    }


def _file(file: ShownFile, address: str) -> dict[str, Any]:
    return {
        "name": file.name,
        "address": address,
        "media_type": file.media_type,
        "bytes": file.size,
        "sha256": file.sha256,
    }


def _link_cells(link: ShownLink) -> list[Cell]:
    told = _link(link)
    names = ("title", "address", "media_type", "bytes", "captured_at", "outcome", "sha256")
    return ["link", *(told[name] for name in names)]


def _file_cells(file: ShownFile, address: str) -> list[Cell]:
    return ["file", file.name, address, file.media_type, file.size, None, None, file.sha256]


def _moment(shown: Shown) -> str | None:
    return shown.approved_at.isoformat() if shown.approved_at else None
