"""The country book: made in parts of some agencies, and joined; only one part is in memory."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.country import country_front, country_index, country_part
from prongsai.reports.queries.plan.counts import Counts
from prongsai.reports.rules.blocks import Document
from prongsai.reports.rules.style import Style
from prongsai.results.queries.histories import AgencyYear, Provenance
from prongsai.results.queries.rounds import Round
from prongsai.results.queries.rows import result_of, standings_of
from prongsai.results.services.gathering import Progress
from prongsai.results.services.scoring import no_progress

#: Agencies of one part, and rows of one part of the list at the end.
_IN_PART, _IN_INDEX = 40, 300
_PARTS = Text("เขียนหน่วยงาน", "Writing agencies")
_INDEX = Text("เขียนดัชนี", "Writing the list")
_OVERVIEW = Text("ภาพรวม", "Overview")
_LIST = Text("ดัชนีหน่วยงาน", "All agencies")


@dataclass(frozen=True)
class Book:
    """A book that was written: where, how many pages and agencies."""

    path: Path
    pages: int
    agencies: int


@dataclass
class _Bound:
    """What was made so far: files with their names, pages, and where each agency stands."""

    folder: Path
    style: Style
    on: date
    parts: list[tuple[Path, str]]
    pages: int = 0

    def add(self, document: Document, name: Text) -> list[int]:
        """Make a part, and return the pages of its headings."""
        pdf = import_module("prongsai.reports.adapters.typst_pdf")
        marks = import_module("prongsai.reports.adapters.bookmarks")
        content = pdf.pdf_of(replace(document, first_page=self.pages + 1), self.style)
        path = self.folder / f"{len(self.parts):05}.pdf"
        path.write_bytes(content)
        self.parts.append((path, self.style.words(name)))
        count, headings = marks.bookmarked(path)
        found = [self.pages + page for page in headings]
        self.pages += count
        return found


def write_country_book(
    round_: Round,
    provenance: Provenance,
    *,
    out: Path,
    style: Style,
    on: date,
    plans: Mapping[str, Counts] | None = None,
    progress: Progress = no_progress,
) -> Book:
    """Write the book of all agencies of a round as PDF: overview, agencies, list.

    In:  provenance: what the round was computed from; on: the day that the data are as of
         plans: the measures of the year after by agency; None where nobody knows of any

    Raises:
        FontsMissing: the operator's folder lacks a font.
    """
    joining = import_module("prongsai.reports.adapters.joining")
    with TemporaryDirectory() as folder:
        bound = _Bound(Path(folder), style, on, [])
        bound.add(country_front(round_, provenance, on), _OVERVIEW)
        places: list[tuple[int, int]] = []
        years = _years(round_, provenance)
        for rows in _shares(_order(round_), _IN_PART):
            progress(_PARTS, len(places), len(round_.agencies))
            some = [years(row) for row in rows]
            name = some[0].result.agency.name + same(" – ") + some[-1].result.agency.name
            found = bound.add(country_part(some, on, plans), name)
            places += zip(rows, found, strict=True)
        for number, share in enumerate(_shares(places, _IN_INDEX)):
            progress(_INDEX, number * _IN_INDEX, len(places))
            listed = [(years(row).result, page) for row, page in share]
            bound.add(country_index(round_, listed, on), _LIST)
        parts = (joining.JoinedPart(path, name) for path, name in bound.parts)
        pages = joining.joined(parts, out)
    progress(_INDEX, len(places), len(places))
    return Book(out, pages, len(places))


def _order(round_: Round) -> list[int]:
    """Return the rows by type in the edition's order, then by ministry and name."""
    types = {kind.code: place for place, kind in enumerate(round_.edition.rules.agency_types)}

    def told(row: int) -> tuple[int, str, str, str, str]:
        agency = round_.agencies[row]
        place = types.get(agency.group, len(types))
        return place, agency.group, agency.ministry, agency.name.th, agency.code

    return sorted(range(len(round_.agencies)), key=told)


def _years(round_: Round, provenance: Provenance) -> Callable[[int], AgencyYear]:
    """Return what gives the year of an agency by its row; ranks are computed once for all."""
    standings = standings_of(round_)

    def year(row: int) -> AgencyYear:
        mine = {name: table[row] for name, table in standings.items()}
        return AgencyYear(round_, row, result_of(round_, row, mine), (), provenance)

    return year


def _shares(everything: list, size: int) -> Iterator[list]:  # type: ignore[type-arg]
    for at in range(0, len(everything), size):
        yield everything[at : at + size]
