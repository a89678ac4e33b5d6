"""What files said, kept until all have been read, and then what is known of each year."""

from dataclasses import dataclass, field

from prongsai.foundation.queries import DEFAULT_FRAMEWORK, EditionLibrary
from prongsai.methodology import findings
from prongsai.methodology.claims import Claims, collect, known_from
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.findings import Finding, found
from prongsai.methodology.known import Known
from prongsai.methodology.statements import NO_YEAR, Place, Statement
from prongsai.results.rules import Agency, StatedRank
from prongsai.results.rules.indicator_tables import IndicatorTable, weighed
from prongsai.surveys.services import Tallied


@dataclass
class Gathered:
    """Everything that the files say."""

    library: EditionLibrary
    #: Of files that name no year: what the call names, or the folder's own `round.yaml`.
    default: Edition | None = None
    named: dict[int, Edition] = field(default_factory=dict)
    directory: dict[str, Agency] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    #: Tables, each with the number of statements that were made before it.
    tables: list[tuple[int, IndicatorTable]] = field(default_factory=list)
    tallied: list[Tallied] = field(default_factory=list)
    known: dict[int, list[Known]] = field(default_factory=dict)
    #: Year -> agency -> ranking -> the rank that a source prints.
    ranks: dict[int, dict[str, dict[str, StatedRank]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def edition_of(self, year_be: int) -> Edition | None:
        """Return the edition of a year: the one that was named, or that of the framework."""
        if year_be in self.named:
            return self.named[year_be]
        framework = self.default.rules.framework if self.default else DEFAULT_FRAMEWORK
        return self.library.of_year(framework, year_be)

    def take_as_default(self, name: str | None) -> None:
        """Take an edition as that of the files to come."""
        self.default = self.library.load(name) if name else None
        if self.default is not None:
            self.named[self.default.year_be] = self.default

    def take(self, other: "Gathered") -> None:
        """Add what another file says."""
        for code, agency in other.directory.items():
            self.directory[code] = agency.completed(self.directory.get(code))
        before = len(self.statements)
        self.tables += [(before + number, table) for number, table in other.tables]
        self.statements += other.statements
        self.tallied += other.tallied
        self.findings += other.findings
        for year, parts in other.known.items():
            self.known.setdefault(year, []).extend(parts)
        for year, ranks in other.ranks.items():
            self.ranks.setdefault(year, {}).update(ranks)

    def claims(self) -> list[list[Claims]]:
        """Return the statements as claims: one list an agency, one entry a year."""
        sorted_: dict[str, dict[int, list[Statement]]] = {}
        for statement in self.statements:
            sorted_.setdefault(statement.agency, {}).setdefault(statement.year_be, []).append(
                statement
            )
        claims = []
        for agency, years in sorted_.items():
            mine = []
            for year, statements in sorted(years.items()):
                edition = self.edition_of(year)
                if edition is None:
                    self.left_out(year, len(statements), agency, statements[0].place)
                else:
                    mine.append(collect(statements, edition, agency))
            claims.append(mine)
        return claims

    def left_out(self, year: int, count: int, agency: str = "", place: Place | None = None) -> None:
        """Note what was not used because its year has no edition, or is none."""
        rule = findings.NO_YEAR if year == NO_YEAR else findings.NO_EDITION
        self.findings.append(
            found(rule, agency=agency, year_be=year or None, place=place, year=year, count=count)
        )

    def take_tables(self) -> None:
        """Give indicators to scoring as they are, but those that something else is said about."""
        tables = [table for _, table in self.tables]
        disputed = weighed(tables, {statement.agency for statement in self.statements})
        # From the end, so that what is put in moves nothing that is still to be put in.
        for (before, table), rows in reversed(list(zip(self.tables, disputed, strict=True))):
            self.statements[before:before] = table.of(rows).statements() if rows.any() else []
        for table, rows in zip(tables, disputed, strict=True):
            if not rows.all():
                self._take_table(table.of(~rows) if rows.any() else table)

    def _take_table(self, table: IndicatorTable) -> None:
        edition = self.edition_of(table.year_be)
        if edition is None:
            place = Place(table.file, int(table.numbers[0]))
            self.left_out(table.year_be, len(table.agencies), place=place)
            return
        known, noted = table.known(edition)
        self.findings += noted
        self.known.setdefault(table.year_be, []).append(known)


def known_by_year(gathered: Gathered, claims: list[list[Claims]]) -> dict[int, list[Known]]:
    """Return what is known of each year, from claims and from tallies."""
    known = {year: list(parts) for year, parts in gathered.known.items()}
    by_year: dict[int, list[Claims]] = {}
    for mine in claims:
        for claim in mine:
            by_year.setdefault(claim.year_be, []).append(claim)
    for year, some in by_year.items():
        known.setdefault(year, []).append(known_from(some, some[0].edition))
    return dict(sorted(known.items()))
