"""Sentences of a report: the result, the target, and how many indicators are below it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from prongsai.reports.rules.typed.knowledge import Knowledge, alternatives
from prongsai.reports.rules.typed.lines import Line, Prose, joined

_SCORE = r"(\d{1,3}(?:\.\d{1,4})?)"
_THAI = r"[\u0e01-\u0e4e]"
_TOTAL = re.compile(
    rf"(?:ด้วยคะแนน|[ไม]ด้?คะแนนรวม|มีคะแนนรวม|คะแนนรวมเท่ากับ)\s*{_SCORE}\s*(?:คะแนน|จาก)"
)
_RANK_IN = re.compile(
    rf"(?<!จาก)ลำดับที่\s*(\d{{1,4}})\s*ใน(กลุ่ม{_THAI}[^(\d]{{1,60}}?)\s*\(\s*(\d{{1,5}})\s*หน่วย"
)
_RANK_OF = re.compile(r"ลำดับที่\s*(\d{1,4})\s*จาก(?:ทั้งหมด)?\s*(\d{1,5})\s*หน่วย()")
_TARGETS = (
    re.compile(r"คะแนนไม่น้อยกว่า\s*(\d{2,3}(?:\.\d+)?)\s*คะแนน"),
    re.compile(r"เป้าหมาย(?:ค่าคะแนน)?\s*(\d{2,3}(?:\.\d+)?)\s*(?:คะแนน|ขึ้นไป)"),
    re.compile(r"\(ค่าคะแนน\s*(\d{2,3}(?:\.\d+)?)\s*ขึ้นไป"),
)
_AIMS = re.compile(r"เป้าหมาย|ไม่น้อยกว่า|ขึ้นไป")
_BELOW = re.compile(r"ต่ำกว่า(?:ค่า)?เป้าหมาย.{0,80}?จำนวน\s*(\d{1,2})\s*ตัวชี้วัด")
_COUNT = re.compile(r"จำนวน\s*(\d{1,2})\s*ตัวชี้วัด")
_NAMED = re.compile(r"ตัวชี้วัดที่\s*(\d{1,2})")
_YEAR = re.compile(r"(?:ปี|พ\.ศ\.)\s*(?:งบประมาณ)?\s*(?:พ\.ศ\.)?\s*(\d{4})(?!\d)")
#: Letters that a sentence about one thing goes on for; around a level; back to a year.
_SENTENCE, _AROUND, _BACK, _NEAR = 700, 70, 400, 40


@dataclass(frozen=True)
class Told:
    """Something that a sentence says: of which year, and where."""

    value: str
    year: int
    line: int


@dataclass(frozen=True)
class ToldResult:
    """A total, and the level that stands behind it with its line; "" where none does."""

    total: Told
    level: str = ""
    level_line: int = 0


@dataclass(frozen=True)
class ToldRank:
    """A rank in a group of agencies, and of how many; the group's words may be ""."""

    rank: int
    group: str
    of: int
    year: int
    line: int


@dataclass(frozen=True)
class BelowTarget:
    """The sentence that counts the indicators below the target.

    instruments: code -> the count that it gives (None: no count) and the indicators that it names
    """

    count: int
    instruments: dict[str, tuple[int | None, tuple[int, ...]]]
    line: int

    @property
    def named(self) -> tuple[int, ...]:
        """All indicators that are named, in their order."""
        return tuple(sorted({n for _, names in self.instruments.values() for n in names}))


@dataclass
class Sentences:
    """What the sentences of a report say."""

    results: list[ToldResult] = field(default_factory=list)
    ranks: list[ToldRank] = field(default_factory=list)
    target_scores: list[Told] = field(default_factory=list)
    target_levels: list[Told] = field(default_factory=list)
    below: list[BelowTarget] = field(default_factory=list)

    def take(self, lines: Iterable[Line], knowledge: Knowledge, year: int) -> None:
        """Add what the sentences of a section say that is about a year."""
        prose = joined(lines)
        reader = _Reader(prose, knowledge, year)
        self.results += reader.results()
        self.target_levels += reader.target_levels()
        for found in (*_RANK_IN.finditer(prose.text), *_RANK_OF.finditer(prose.text)):
            rank, of = (found[1], found[3]) if found.re is _RANK_IN else (found[1], found[2])
            group = found[2] if found.re is _RANK_IN else ""
            told = reader.year_at(found.start()), prose.line_at(found.start())
            self.ranks.append(ToldRank(int(rank), group, int(of), *told))
        for pattern in _TARGETS:
            for found in pattern.finditer(prose.text):
                line = prose.line_at(found.start(1))
                year = reader.year_at(found.start(), ahead=_NEAR)
                self.target_scores.append(Told(found[1], year, line))
        self.below += _below_in(prose, knowledge)


@dataclass(frozen=True)
class _Reader:
    prose: Prose
    knowledge: Knowledge
    year: int

    def year_at(self, offset: int, *, ahead: int = 0) -> int:
        """Return the year that was named last before a place, else that of the section."""
        window = self.prose.text[max(offset - _BACK, 0) : offset + ahead]
        named = [int(y) for y in _YEAR.findall(window) if int(y) in self.knowledge.editions]
        return named[-1] if named else self.year

    def results(self) -> Iterator[ToldResult]:
        """The totals that sentences tell, each with the level that stands behind it."""
        level = self._level()
        for found in _TOTAL.finditer(self.prose.text):
            line = self.prose.line_at(found.start(1))
            total = Told(found[1], self.year_at(found.start()), line)
            behind = level.search(self.prose.text, found.end(), found.end() + _AROUND)
            if behind:
                yield ToldResult(total, behind[1], self.prose.line_at(behind.start(1)))
            else:
                yield ToldResult(total)

    def target_levels(self) -> Iterator[Told]:
        """Levels beside words of a target; behind the level stands the year, if any does."""
        for found in self._level().finditer(self.prose.text):
            around = self.prose.text[max(found.start() - _AROUND, 0) : found.end() + _NEAR]
            if _AIMS.search(around):
                year = self.year_at(found.start(1), ahead=_NEAR)
                yield Told(found[1], year, self.prose.line_at(found.start(1)))

    def _level(self) -> re.Pattern[str]:
        names = alternatives(self.knowledge.levels)
        return re.compile(rf"ระดับ(?:ผลการประเมิน)?\s*\(?\s*({names})(?![A-Za-z]|{_THAI})")


def _below_in(prose: Prose, knowledge: Knowledge) -> Iterator[BelowTarget]:
    for found in _BELOW.finditer(prose.text):
        rest = prose.text[found.end() : found.end() + _SENTENCE].partition("โดยในแต่ละ")[0]
        pieces = re.split(rf"\b({'|'.join(knowledge.instruments)})\b", rest)
        instruments: dict[str, tuple[int | None, tuple[int, ...]]] = {}
        for code, words in zip(pieces[1::2], pieces[2::2], strict=True):
            count = _COUNT.search(words)
            names = tuple(int(number) for number in _NAMED.findall(words))
            instruments.setdefault(code, (int(count[1]) if count else None, names))
        yield BelowTarget(int(found[1]), instruments, prose.line_at(found.start(1)))
