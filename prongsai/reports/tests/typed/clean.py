"""A typed report without a contradiction, of any numbers: what tests plant contradictions into.

It has the shape of the printed report of a department (the golden text), in plain text.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

import numpy as np

from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.claims import collect, known_from
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import half_up, points_text, signed_text
from prongsai.methodology.grading import levels
from prongsai.methodology.ranking import dense_ranks
from prongsai.methodology.scoring import score
from prongsai.methodology.statements import About, Place, Statement
from prongsai.reports.adapters.topics import topics_in
from prongsai.reports.rules.typed.judging import judged
from prongsai.reports.rules.typed.knowledge import Knowledge
from prongsai.reports.rules.typed.lines import Line
from prongsai.reports.rules.typed.reading import read_report
from prongsai.reports.rules.typed.stating import Case

LIBRARY = EditionLibrary()
KNOWLEDGE = Knowledge(
    {e.year_be: e for e in map(LIBRARY.load, LIBRARY.folders) if e.rules.framework == "th-ita"}
)
TOPICS = topics_in(LIBRARY.folder("2566").parent)
YEAR = 2566
TARGET = 8500
VERDICTS = ("ผ่าน/ปรับปรุง", "ไม่ผ่าน")


@dataclass
class WeakRow:
    """A printed row: an item's code or "", the words, the score or the verdict."""

    code: str
    words: str
    value: str


@dataclass
class Printed:
    """Everything that is printed, ready to be spoilt."""

    year: int = YEAR
    totals: list[list[str]] = field(default_factory=list)
    told_total: str = ""
    level: str = ""
    target: list[str] = field(default_factory=lambda: ["85", "85", "85"])
    target_level: str = ""
    bands: list[str] = field(default_factory=lambda: ["90", "85", "90", "85"])
    ranks: list[str] = field(default_factory=lambda: ["30/146", "30/146"])
    #: number, name, score, rank, instrument, measure
    indicators: list[list[str]] = field(default_factory=list)
    #: number, name, score -> rows
    detail: list[tuple[list[str], list[WeakRow]]] = field(default_factory=list)
    below: str = ""
    #: instrument -> [count, indicators]
    parts: dict[str, list] = field(default_factory=dict)
    counts: dict[str, list] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    days: list[str] = field(default_factory=lambda: ["ต.ค. 66", "ก.ย. 67"])

    def text(self):
        return "\n".join([*self._opening(), *self._tables(), *self._weak(), *self._plan()])

    def _opening(self):
        high, low, low_end, urgent = self.bands
        level = f" หรือ ระดับ {self.target_level}" if self.target_level else ""
        yield from ("คำนำ", "", "1. ความเป็นมา", "การประเมินเป็นเครื่องมือในเชิงบวก", "")
        yield f"2. การวิเคราะห์ผลการประเมิน ประจำปี พ.ศ. {self.year}"
        yield "2.1 เป้าหมาย"
        yield f"ต้องมีค่าคะแนนไม่น้อยกว่า {self.target[0]} คะแนน{level} ดังนี้"
        yield from ("", f"ค่าคะแนนผลการประเมินปี {self.year}", "ระดับมาตรการ", "")
        yield f"ตั้งแต่ {high} คะแนน ขึ้นไป รักษาระดับ"
        yield f"ตั้งแต่ {low} คะแนน แต่น้อยกว่า {low_end} คะแนน ยกระดับ"
        yield from (f"น้อยกว่า {urgent} คะแนน แก้ไขเร่งด่วน", "", "2.2 คะแนนรายดัชนี", "")
        yield from (" ".join(row) for row in self.totals)

    def _tables(self):
        rank, of = self.ranks[0].split("/")
        yield f"2.3 ผลการประเมินปี {self.year}"
        yield f"ในปี {self.year} กรมตัวอย่าง มีผลคะแนนด้วยคะแนน {self.told_total} คะแนน"
        yield f"ระดับผลการประเมิน ({self.level}) นับเป็นลำดับที่ {rank} ในกลุ่มกรมหรือเทียบเท่า ({of} หน่วย)"
        yield from ("2.4 คะแนนรายตัวชี้วัด", "ตัวชี้วัดที่ ประเด็นตัวชี้วัด คะแนน ลำดับ ประเภท มาตรการ", "")
        for number, name, points, rank, instrument, measure in self.indicators:
            yield f"{number} ตัวชี้วัดที่ {number} {name} {points} {rank} {instrument} {measure}"

    def _weak(self):
        yield from ("", "2.5 ข้อมูลรายละเอียดตัวชี้วัดที่เป็นจุดอ่อน")
        if self.below:
            yield f"มีตัวชี้วัดที่ได้คะแนนต่ำกว่าค่าเป้าหมาย {self.target[1]} คะแนน"
            yield f"จำนวน {self.below} ตัวชี้วัด แยกเป็น"
            for code, (count, numbers) in self.parts.items():
                named = " ".join(f"ตัวชี้วัดที่ {number}" for number in numbers)
                yield f"{code} จำนวน {count} ตัวชี้วัด" + (f" ได้แก่ {named}" if named else "")
            yield "โดยในแต่ละตัวชี้วัดมีประเด็นการประเมินย่อย ได้แก่"
        yield from ("", "หัวข้อ ประเด็นการประเมิน คะแนนที่ได้", "")
        for (number, name, points), rows in self.detail:
            yield f"ตัวชี้วัดที่ {number} {name}      {points}"
            for row in rows:
                yield from ([row.code] if row.code and not row.value else [])
                yield f"{row.code} {row.words} {row.value}".strip()
            yield ""
        yield f"2.6 สรุปจำนวนจุดอ่อน ประจำปี พ.ศ. {self.year}"
        yield f"เป็นไปตามค่าเป้าหมาย {self.target[2]} คะแนน"
        for code, (count, items) in self.counts.items():
            yield f"{code} {count} {' '.join(items).lower()}"

    def _plan(self):
        rank, of = self.ranks[1].split("/")
        yield from ("", f"3. รายงานผลการดำเนินการตามมาตรการ ประจำปี พ.ศ. {self.year + 1}")
        yield f"ในปี {self.year} เป็นลำดับที่ {rank} ในกลุ่มกรมหรือเทียบเท่า ({of} หน่วย) ดังนี้"
        yield "ประเด็นที่ 1 กระบวนการที่โปร่งใส"
        for number, words in enumerate(self.measures.values(), 1):
            yield f"{number}. {words}"
        yield from ("", self.days[0], "-", self.days[1])


def clean(random, year=YEAR, *, spare_below=True):
    """Return a report of random numbers that agree with each other."""
    edition = KNOWLEDGE.editions[year]
    printed = Printed(year=year)
    scores = {n: random.randrange(8000, 10001) for n in KNOWLEDGE.indicators}
    rows = {n: _rows(edition, n, random) for n in scores}
    scores |= _checklist(edition, rows)
    total, place = _result(edition, scores)
    printed.level = edition.rules.levels[place].name.th
    printed.told_total = points_text(total)
    printed.totals = _totals(random, year, total)
    ranks = dense_ranks(np.array(list(scores.values())))
    for (number, points), rank in zip(scores.items(), ranks, strict=True):
        node = edition.nodes[edition.position[str(number)]]
        measure = next(m.name.th for m in edition.rules.measure_levels if points >= m.min * 100)
        instrument = edition.instrument_of(edition.position[str(number)])
        row = [str(number), node.text.th, points_text(points), str(rank), instrument, measure]
        printed.indicators.append(row)
        printed.detail.append(([str(number), node.text.th, points_text(points)], rows[number]))
    below = [n for n, points in scores.items() if points < TARGET]
    for code in ("IIT", "EIT", "OIT"):
        mine = [n for n in below if edition.instrument_of(edition.position[str(n)]) == code]
        printed.parts[code] = [str(len(mine)), mine]
        codes = [r.code for n in scores for r in rows[n] if r.code and r.code[0] == code[0]]
        printed.counts[code] = [str(len(codes)), codes]
    printed.below = str(len(below))
    printed.measures = {topic.code: f"จัดให้มี{topic.measures[0]}" for topic in TOPICS}
    return printed


def _rows(edition, number, random):
    """Some weak items of an indicator: plain ones, one with all its parts, or failed ones."""
    node = edition.position[str(number)]
    items = [n for n in edition.of_kind(Kind.ITEM) if edition.above(n, Kind.INDICATOR) == node]
    rows = []
    for item in sorted(random.sample(items, min(3, len(items) - 1))):
        code, text = edition.nodes[item].code, edition.nodes[item].text.th
        if edition.is_checklist(item):
            rows.append(WeakRow(code, text, random.choice(VERDICTS)))
        elif not edition.children[item]:
            rows.append(WeakRow(code, text, points_text(random.randrange(5001, 8400))))
        else:
            points = [random.randrange(5001, 8400) for _ in edition.children[item]]
            mean = half_up(Fraction(sum(points), len(points)))
            rows.append(WeakRow(code, text, points_text(mean)))
            for part, value in zip(edition.children[item], points, strict=True):
                rows.append(WeakRow("", edition.nodes[part].text.th, points_text(value)))
    return rows


def _checklist(edition, rows):
    """The scores that printed verdicts give, all else passed."""
    said = [
        Statement("", edition.year_be, About.VERDICT, row.code, row.value, Place("", 1))
        for number in rows
        for row in rows[number]
        if row.value in VERDICTS
    ]
    said.append(Statement("", edition.year_be, About.OTHER_VERDICTS, "OIT", "pass", Place("", 1)))
    published = score(edition, known_from([collect(said, edition, "")], edition)).published[0]
    nodes = {n: edition.position[str(n)] for n in rows}
    return {n: int(published[node]) for n, node in nodes.items() if edition.is_checklist(node)}


def _result(edition, scores):
    said = [
        Statement("", edition.year_be, About.SCORE, str(n), points_text(points), Place("", 1))
        for n, points in scores.items()
    ]
    found = score(edition, known_from([collect(said, edition, "")], edition))
    return int(found.published[0, 0]), int(levels(found)[0])


def _totals(random, year, total):
    """Five years, each with its change; no two alike."""
    known = [*random.sample(range(6000, 10000), 4), total]
    rows = [[str(year - 4), points_text(known[0]), "-", "-"]]
    for number, (before, now) in enumerate(pairwise(known)):
        delta = now - before
        word = "เพิ่มขึ้น" if delta > 0 else "ลดลง" if delta < 0 else "เท่าเดิม"
        sign = "+" if delta >= 0 else ""
        rows.append([str(year - 3 + number), points_text(now), word, f"{sign}{signed_text(delta)}"])
    return rows


def lines_of(text):
    return [Line(n, 0, n, " ".join(line.split())) for n, line in enumerate(text.splitlines(), 1)]


def found_in(text):
    """Return the findings about a text."""
    return judged(Case(read_report(lines_of(text), KNOWLEDGE), KNOWLEDGE, "r.txt"), TOPICS)


def rules_in(text):
    return {finding.rule.id for finding in found_in(text)}
