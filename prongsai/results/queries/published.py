"""What people see: the published runs, and the history of one agency in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from prongsai.assessments.queries.editions import frozen_edition
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.methodology.edition.tree import Edition
from prongsai.results.models import AgencyScore, Publication, ScoreRun
from prongsai.results.queries.histories import AgencyHistory, AgencyYear, InputFile, Provenance
from prongsai.results.queries.rounds import Round, conclude
from prongsai.results.queries.rows import result_of
from prongsai.results.queries.stored import (
    agency_in,
    finding_from,
    known_in,
    standings_in,
    stated_in,
)
from prongsai.results.rules import AgencyUnknown, NothingPublished, YearUnpublished


@dataclass(frozen=True)
class PublishedYear:
    """A year that people can read: its run, and from when on."""

    year_be: int
    run: int
    agencies: int
    published_at: datetime
    edition_sha256: str

    @property
    def edition(self) -> Edition:
        return frozen_edition(self.edition_sha256)


def published_years(framework: str = DEFAULT_FRAMEWORK) -> list[PublishedYear]:
    """Return the years that are published, the latest first."""
    found = (
        Publication.objects.filter(framework=framework)
        .order_by("-year_be")
        .values_list("year_be", "run", "run__agencies", "published_at", "run__edition")
    )
    return [PublishedYear(*row) for row in found]


def published_year(
    year_be: int | None = None, framework: str = DEFAULT_FRAMEWORK
) -> tuple[PublishedYear, list[PublishedYear]]:
    """Return a year, the latest unless one is named, and all that are published.

    Raises:
        NothingPublished: there are none at all.
        YearUnpublished: not this one.
    """
    years = published_years(framework)
    if not years:
        raise NothingPublished()
    chosen = next((year for year in years if year_be in {None, year.year_be}), None)
    if chosen is None:
        raise YearUnpublished(year=year_be, years=", ".join(str(y.year_be) for y in years))
    return chosen, years


def published_history(code: str, framework: str = DEFAULT_FRAMEWORK) -> AgencyHistory:
    """Return everything that is published about an agency.

    Raises:
        AgencyUnknown: nothing is.
    """
    published = Publication.objects.filter(framework=framework).values("run")
    return history_in(code, published)


def history_in(code: str, runs: Iterable[int] | QuerySet[Publication, Any]) -> AgencyHistory:
    """Return what some runs, one of a year, say about an agency.

    Raises:
        AgencyUnknown: nothing.
    """
    # Letters that no code has, which PostgreSQL would not even look for.
    rows = _rows_of(code, runs) if code.isprintable() else None
    if not rows:
        raise AgencyUnknown(agency=code)
    years: list[AgencyYear] = []
    for row in rows:
        previous = years[-1].round if years else None
        years.append(_year(row, previous))
    return AgencyHistory(years[-1].result.agency, tuple(years))


def published_round(
    year_be: int | None = None, framework: str = DEFAULT_FRAMEWORK
) -> tuple[Round, Provenance]:
    """Return a published year with all its agencies, tied to the year before where there is one.

    Raises:
        NothingPublished, YearUnpublished.
    """
    chosen, years = published_year(year_be, framework)
    before = next((year for year in years if year.year_be == chosen.year_be - 1), None)
    previous = _round(before.run, None)[0] if before else None
    return _round(chosen.run, previous)


def _round(run: int, previous: Round | None) -> tuple[Round, Provenance]:
    kept = ScoreRun.objects.select_related("edition").get(pk=run)
    rows = list(kept.scores.select_related("agency").order_by("pk"))
    edition = frozen_edition(kept.edition_id)
    agencies = {row.agency.code: agency_in(row) for row in rows}
    stated = {row.agency.code: stated_in(row) for row in rows}
    round_ = conclude(edition, known_in(edition, rows), agencies, previous, stated)
    return round_, _provenance(kept)


def _rows_of(code: str, runs: Iterable[int] | QuerySet[Publication, Any]) -> QuerySet[AgencyScore]:
    return (
        AgencyScore.objects.filter(agency__code=code, run__in=runs)
        .select_related("agency", "run__edition")
        .defer("run__edition__files")
        .order_by("run__edition__year_be")
    )


def _year(row: AgencyScore, before: Round | None) -> AgencyYear:
    edition = frozen_edition(row.run.edition_id)
    previous = before if before and before.year_be == edition.year_be - 1 else None
    code, agency = row.agency.code, agency_in(row)
    stated = {code: stated_in(row)}
    round_ = conclude(edition, known_in(edition, [row]), {code: agency}, previous, stated)
    return AgencyYear(
        round_,
        0,
        result_of(round_, 0, dict(standings_in(row))),
        tuple(finding_from(kept) for kept in row.findings),
        _provenance(row.run),
    )


def _provenance(run: ScoreRun) -> Provenance:
    inputs = tuple(InputFile(**file) for file in run.inputs)
    return Provenance(str(run.edition), run.edition_id, inputs, run.program, run.made_at, run.pk)
