"""The facts of one agency's printed report, as a YAML file, read into statements.

The shape is that of the golden files beside the editions: `agency`, `totals`, `ranks`,
`target`, and per year `indicators_<year>`, `weak_items_<year>`, `other_oit_items_<year>`,
`weak_summary_<year>`. What else stands in it is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import Any

from prongsai.foundation.rules import EncodingUnknown, FileDamaged, FileMissing
from prongsai.methodology.statements import About, Place, Statement
from prongsai.methodology.thai import repaired
from prongsai.methodology.yamltext import Document, Steps, YamlError, parse
from prongsai.results.rules import Agency, NotAReport

_YEARLY = re.compile(r"(indicators|weak_items|other_oit_items|weak_summary)_(\d{4})")
#: The file of a folder that says which edition its answers belong to.
ROUND = "round.yaml"
#: The checklist whose other items are said to have passed.
_CHECKLIST = "OIT"


@dataclass(frozen=True)
class Report:
    """What one report says: its agency, and everything as statements."""

    agency: Agency
    statements: list[Statement]


@dataclass(frozen=True)
class _Reader:
    file: str
    agency: str
    document: Document
    #: Of a block whose heading stands again later: all its lines count as that of the heading.
    line: int | None = None

    def says(
        self,
        year: Any,
        about: About,
        code: Any,
        value: Any,
        place: Steps,
        part: Any = "",
    ) -> Iterator[Statement]:
        """Make a statement, unless the file leaves the value out."""
        if value is not None and not isinstance(value, dict | list):
            where = Place(self.file, self.line or self.document.line(place))
            words = repaired(str(value))
            yield Statement(self.agency, int(year), about, str(code), words, where, str(part or ""))


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
    says = {key: repaired(str(value)) for key, value in data["agency"].items()}
    agency = Agency(
        says.get("code") or path.stem,
        says.get("name_th", ""),
        says.get("name_en", ""),
        says.get("group_th", ""),
        says.get("ministry_th", ""),
        says.get("province_th", ""),
    )
    reader = _Reader(path.name, agency.code, document)
    return Report(agency, list(_statements(reader, data)))


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
        return parse(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise EncodingUnknown(file=path) from error
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


def _totals(reader: _Reader, data: dict[str, Any]) -> Iterator[Statement]:
    years = []
    for number, row in enumerate(_rows(data.get("totals"))):
        place: Steps = ("totals", number)
        year = str(row.get("year_be"))
        if not year.isdecimal():
            continue
        years.append(int(year))
        yield from reader.says(year, About.SCORE, "total", row.get("total"), (*place, "total"))
        yield from reader.says(year, About.DELTA, "total", row.get("delta"), (*place, "delta"))
        yield from reader.says(year, About.TREND, "total", row.get("trend"), (*place, "trend"))
    ranks = data.get("ranks")
    for year, printed in ranks.items() if isinstance(ranks, dict) else ():
        if str(year).isdecimal() and isinstance(printed, dict):
            here: Steps = ("ranks", str(year), "level_th")
            yield from reader.says(year, About.LEVEL, "total", printed.get("level_th"), here)
    target = data.get("target")
    if isinstance(target, dict) and years:
        level = target.get("level")
        yield from reader.says(max(years), About.TARGET_LEVEL, "total", level, ("target", "level"))


def _indicators(reader: _Reader, year: int, content: Any, place: Steps) -> Iterator[Statement]:
    for number, row in enumerate(_rows(content)):
        here, code = (*place, number), row.get("no")
        yield from reader.says(year, About.SCORE, code, row.get("score"), (*here, "score"))
        yield from reader.says(year, About.RANK, code, row.get("rank"), (*here, "rank"))
        yield from reader.says(year, About.MEASURE, code, row.get("measure"), (*here, "measure"))


def _weak_items(reader: _Reader, year: int, content: Any, place: Steps) -> Iterator[Statement]:
    for number, row in enumerate(_rows(content)):
        here, code, part = (
            (*place, number),
            row.get("item"),
            row.get("part_th") or row.get("part"),
        )
        yield from reader.says(year, About.SCORE, code, row.get("score"), here, part)
        yield from reader.says(year, About.VERDICT, code, row.get("verdict"), here)
        yield from reader.says(year, About.PLACE, code, row.get("indicator"), here)
        yield from reader.says(year, About.WEAK, code, "weak", here, part)


def _other_verdicts(reader: _Reader, year: int, content: Any, place: Steps) -> Iterator[Statement]:
    yield from reader.says(year, About.OTHER_VERDICTS, _CHECKLIST, content, place)


def _weak_summary(reader: _Reader, year: int, content: Any, place: Steps) -> Iterator[Statement]:
    for code, row in content.items() if isinstance(content, dict) else ():
        if isinstance(row, dict):
            here = (*place, str(code))
            yield from reader.says(year, About.WEAK_COUNT, code, row.get("count"), here)
            listed = " ".join(map(str, row.get("items") or []))
            yield from reader.says(year, About.WEAK_LIST, code, listed, here)


def _rows(content: Any) -> list[dict[str, Any]]:
    return [row for row in content if isinstance(row, dict)] if isinstance(content, list) else []


_BLOCKS = {
    "indicators": _indicators,
    "weak_items": _weak_items,
    "other_oit_items": _other_verdicts,
    "weak_summary": _weak_summary,
}
