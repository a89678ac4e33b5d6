"""Everything about one agency, year after year, and from exactly what it was computed."""

from dataclasses import dataclass
from datetime import datetime

from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.findings import Finding
from prongsai.methodology.scoring import Scores
from prongsai.results.queries.rounds import Round
from prongsai.results.queries.rows import AgencyResult
from prongsai.results.rules import Agency, YearUnpublished


@dataclass(frozen=True)
class InputFile:
    """A file that a score run was made from; size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Provenance:
    """What scores follow from: the same edition and inputs give the same scores."""

    edition: str
    edition_sha256: str
    inputs: tuple[InputFile, ...]
    #: The program and its version, "prongsai 0.1.0".
    program: str
    #: When it was computed; None when that was just now, from files.
    made_at: datetime | None = None
    #: The kept score run; None when nothing was kept.
    run: int | None = None


@dataclass(frozen=True, eq=False)
class AgencyYear:
    """One agency in one year: its row in the round, its result, what the checks found."""

    round: Round
    row: int
    result: AgencyResult
    findings: tuple[Finding, ...]
    provenance: Provenance

    @property
    def year_be(self) -> int:
        return self.round.year_be

    @property
    def edition(self) -> Edition:
        return self.round.edition

    @property
    def scores(self) -> Scores:
        return self.round.scores

    def published(self, code: str) -> int:
        """Return the score of a code of the edition in hundredths; MISSING where none."""
        return int(self.scores.published[self.row, self.edition.position[code]])


@dataclass(frozen=True, eq=False)
class AgencyHistory:
    """The years of one agency that are known, by rising year; never empty."""

    agency: Agency
    years: tuple[AgencyYear, ...]

    def until(self, year_be: int) -> "AgencyHistory":
        """Return the years up to one, as people knew them then."""
        return AgencyHistory(self.agency, tuple(y for y in self.years if y.year_be <= year_be))

    @property
    def latest(self) -> AgencyYear:
        return self.years[-1]

    def published(self, year_be: int) -> AgencyYear:
        """Return one year.

        Raises:
            YearUnpublished: it is not known.
        """
        year = self.of(year_be)
        if year is None:
            known = ", ".join(str(one.year_be) for one in self.years)
            raise YearUnpublished(year=year_be, years=known)
        return year

    def of(self, year_be: int) -> AgencyYear | None:
        """Return one year, if it is known."""
        return next((year for year in self.years if year.year_be == year_be), None)
