"""The facts of one agency's printed report, as a YAML file, read into statements.

The shape is that of the golden files beside the editions: `agency`, `totals`, `ranks`,
`target`, and per year `indicators_<year>`, `weak_items_<year>`, `other_oit_items_<year>`,
`weak_summary_<year>`. What else stands in it is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeGuard

from prongsai.foundation.adapters.tables import encoding_of
from prongsai.foundation.rules import FileDamaged, FileMissing
from prongsai.methodology import findings
from prongsai.methodology.findings import Finding, found
from prongsai.methodology.statements import About, Place, Statement, year_in
from prongsai.methodology.thai import repaired
from prongsai.methodology.wording import Text
from prongsai.methodology.yamltext import Document, Steps, YamlError, parse
from prongsai.results.rules import RANKINGS, Agency, NotAReport, StatedRank

_YEARLY = re.compile(r"(indicators|weak_items|other_oit_items|weak_summary)_(\d{4})")
#: The file of a folder that says which edition its answers belong to.
ROUND = "round.yaml"
_OTHER_FORM = Text("ไม่อยู่ในรูปแบบที่อ่านได้", "is not in the expected form")
_REPEATED = Text("เขียนซ้ำไว้ข้างล่างอีกครั้ง", "stands again further down")
#: The checklist whose other items are said to have passed.
_CHECKLIST = "OIT"


@dataclass(frozen=True)
class Report:
    """What one report says: its agency, everything as statements, and what is not understood."""

    agency: Agency
    statements: list[Statement]
    findings: list[Finding]
    #: Year -> ranking -> printed rank.
    ranks: dict[int, dict[str, StatedRank]]


@dataclass(frozen=True)
class _Reader:
    file: str
    agency: str
    document: Document
    #: Of a block whose heading stands again later: all its lines count as that of the heading.
    line: int | None = None
    findings: list[Finding] = field(default_factory=list)

    def says(
        self,
        year: int,
        about: About,
        code: Any,
        value: Any,
        place: Steps,
        part: Any = "",
    ) -> Iterator[Statement]:
        """Make a statement, unless the file leaves the value out."""
        if isinstance(value, dict | list):
            self.cannot_use(place)
        elif value is not None:
            code, words, part = (repaired(str(one)) for one in (code, value, part or ""))
            yield Statement(self.agency, year, about, code, words, self.where(place), part)

    def where(self, place: Steps) -> Place:
        return Place(self.file, self.line or self.document.line(place))

    def cannot_use(self, place: Steps, why: Text = _OTHER_FORM) -> None:
        """Note that what stands here is not used."""
        what = repaired(".".join(map(str, place)))
        where = self.where(place)
        self.findings.append(
            found(findings.NOT_UNDERSTOOD, agency=self.agency, place=where, what=what, why=why)
        )

    def rows(self, content: Any, place: Steps) -> Iterator[tuple[Steps, dict[Any, Any]]]:
        """Yield the entries of a list with their places."""
        if isinstance(content, list):
            for number, row in enumerate(content):
                if isinstance(row, dict):
                    yield (*place, number), row
                else:
                    self.cannot_use((*place, number))
        elif content is not None:
            self.cannot_use(place)

    def entries(self, content: Any, place: Steps) -> Iterator[tuple[Steps, str, dict[str, Any]]]:
        """Yield the entries of a mapping with their places and names."""
        if isinstance(content, dict):
            for name, row in content.items():
                if isinstance(row, dict):
                    yield (*place, str(name)), str(name), row
                else:
                    self.cannot_use((*place, str(name)))
        elif content is not None:
            self.cannot_use(place)


def read_report(path: Path) -> Report:
    """Read a report's facts.

    Raises:
        FileMissing, EncodingUnknown, FileDamaged: it cannot be read.
        NotAReport: it is YAML, but names no agency.
    """
    document = _parsed(path)
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("agency"), dict):
        raise NotAReport(file=path)
    told = data["agency"].items()
    says = {key: repaired(str(value)) for key, value in told if value is not None}
    agency = Agency(
        says.get("code") or path.stem,
        says.get("name_th", ""),
        says.get("name_en", ""),
        says.get("group_th", ""),
        says.get("ministry_th", ""),
        says.get("province_th", ""),
    )
    reader = _Reader(path.name, agency.code, document)
    ranks = _ranks(reader, data)
    return Report(agency, list(_statements(reader, data)), reader.findings, ranks)


def _ranks(reader: _Reader, data: dict[str, Any]) -> dict[int, dict[str, StatedRank]]:
    """Return the printed ranks of the agency: `in_group: {rank: 30, of: 146}` and its like."""
    found_: dict[int, dict[str, StatedRank]] = {}
    for here, year, printed in reader.entries(data.get("ranks"), ("ranks",)):
        for name, told in printed.items():
            ranking = str(name).removeprefix("in_")
            if not str(name).startswith("in_"):
                continue
            rank = told.get("rank") if isinstance(told, dict) else None
            of = told.get("of") if isinstance(told, dict) else None
            if ranking not in RANKINGS or not _is_rank(rank) or not (of is None or _is_rank(of)):
                reader.cannot_use((*here, name))
            else:
                found_.setdefault(year_in(year), {})[ranking] = StatedRank(rank, of)
    return found_


def _is_rank(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def described_round(path: Path) -> str | None:
    """Return the edition that a `round.yaml` names for the files beside it; else None."""
    if path.name != ROUND or not path.is_file():
        return None
    data = _parsed(path).data
    return str(data["edition"]) if isinstance(data, dict) and "edition" in data else None


def _parsed(path: Path) -> Document:
    if not path.is_file():
        raise FileMissing(file=path)
    try:
        return parse(path.read_text(encoding=encoding_of(path)))
    except YamlError as error:
        raise FileDamaged(file=path, why=str(error)) from error


def _statements(reader: _Reader, data: dict[str, Any]) -> Iterator[Statement]:
    yield from _totals(reader, data)
    blocks: list[tuple[int, _Reader, Steps, Any]] = [
        (reader.document.line((key,)), reader, (key,), content) for key, content in data.items()
    ]
    for place, line, content in reader.document.repeated:
        blocks.append((line, replace(reader, line=line), place, content))
    for _, teller, place, content in sorted(blocks, key=itemgetter(0)):
        if match := _YEARLY.fullmatch(str(place[-1])):
            kind, year = match.groups()
            yield from _BLOCKS[kind](teller, int(year), content, place)
        elif teller is not reader:
            teller.cannot_use(place, _REPEATED)


def _totals(reader: _Reader, data: dict[str, Any]) -> Iterator[Statement]:
    years = []
    for place, row in reader.rows(data.get("totals"), ("totals",)):
        year = year_in(str(row.get("year_be")))
        years.append(year)
        yield from reader.says(year, About.SCORE, "total", row.get("total"), (*place, "total"))
        yield from reader.says(year, About.DELTA, "total", row.get("delta"), (*place, "delta"))
        yield from reader.says(year, About.TREND, "total", row.get("trend"), (*place, "trend"))
    for here, name, printed in reader.entries(data.get("ranks"), ("ranks",)):
        level = printed.get("level_th")
        yield from reader.says(year_in(name), About.LEVEL, "total", level, (*here, "level_th"))
    target = data.get("target")
    if isinstance(target, dict) and years:
        level = target.get("level")
        yield from reader.says(max(years), About.TARGET_LEVEL, "total", level, ("target", "level"))


def _indicators(reader: _Reader, year: int, content: Any, place: Steps) -> Iterator[Statement]:
    for here, row in reader.rows(content, place):
        # Other programs take the key `no` for a truth value and write it back as `false`.
        code = row.get("no", row.get(False))
        yield from reader.says(year, About.SCORE, code, row.get("score"), (*here, "score"))
        yield from reader.says(year, About.RANK, code, row.get("rank"), (*here, "rank"))
        yield from reader.says(year, About.MEASURE, code, row.get("measure"), (*here, "measure"))


def _weak_items(reader: _Reader, year: int, content: Any, place: Steps) -> Iterator[Statement]:
    for here, row in reader.rows(content, place):
        code, part = row.get("item"), row.get("part_th") or row.get("part")
        yield from reader.says(year, About.SCORE, code, row.get("score"), here, part)
        yield from reader.says(year, About.VERDICT, code, row.get("verdict"), here)
        yield from reader.says(year, About.PLACE, code, row.get("indicator"), here)
        yield from reader.says(year, About.WEAK, code, "weak", here, part)


def _other_verdicts(reader: _Reader, year: int, content: Any, place: Steps) -> Iterator[Statement]:
    yield from reader.says(year, About.OTHER_VERDICTS, _CHECKLIST, content, place)


def _weak_summary(reader: _Reader, year: int, content: Any, place: Steps) -> Iterator[Statement]:
    for here, code, row in reader.entries(content, place):
        yield from reader.says(year, About.WEAK_COUNT, code, row.get("count"), here)
        items = row.get("items")
        listed = " ".join(map(str, items)) if isinstance(items, list) else items
        yield from reader.says(year, About.WEAK_LIST, code, listed, here)


_BLOCKS = {
    "indicators": _indicators,
    "weak_items": _weak_items,
    "other_oit_items": _other_verdicts,
    "weak_summary": _weak_summary,
}
