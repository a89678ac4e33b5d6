"""What contradicts itself inside edition.yaml, and what every file of an edition must have."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from prongsai.methodology.edition.doubts import records, walk
from prongsai.methodology.edition.files import EditionFile
from prongsai.methodology.edition.sources import RULES, Sources
from prongsai.methodology.wording import Text
from prongsai.methodology.yamltext import Steps

#: File, place in it, and the sentence.
Fact = tuple[str, Steps, Text]
Found = Iterator[Fact]


def at(file: str, place: Steps, th: str, en: str, **params: Any) -> Fact:
    """Return a fault at a place, its sentence with the parameters filled in."""
    return file, place, Text(th, en).filled(**params)


def doubtful_without_reason(file: str, content: BaseModel) -> Found:
    """Every fact that nobody confirmed must say what is doubtful."""
    for place, record in records(content):
        if not record.confirmed and record.note is None:
            yield at(
                file,
                (*place, "confirmed"),
                "confirmed: false ต้องมี note บอกว่าสงสัยอะไร",
                "confirmed: false needs a note that says what is doubtful",
            )


def empty_texts(file: str, content: BaseModel) -> Found:
    """Every text must say something in both languages."""
    for place, value in walk(content):
        if isinstance(value, Text) and not (value.th.strip() and value.en.strip()):
            yield at(
                file, place, "ข้อความว่าง ต้องมีทั้ง th และ en", "a text is empty; it needs th and en"
            )


def twice(file: str, name: str, codes: list[Any]) -> Found:
    """Codes that stand twice in a list; the last of them is told."""
    for code, times in Counter(codes).items():
        if times > 1:
            yield at(
                file,
                (name, len(codes) - 1 - codes[::-1].index(code)),
                "%(code)s มีอยู่แล้วใน %(name)s",
                "%(code)s stands twice in %(name)s",
                code=code,
                name=name,
            )


def in_rules(rules: EditionFile, sources: Sources) -> Found:
    """Faults inside edition.yaml."""
    if rules.starts >= rules.ends:
        yield at(RULES, ("ends",), "ปีงบประมาณสิ้นสุดก่อนเริ่ม", "the fiscal year ends before it starts")
    if sources.folder.name != str(rules.year_be):
        yield at(
            RULES,
            ("year_be",),
            "year_be คือ %(year)s แต่โฟลเดอร์ชื่อ %(folder)s",
            "year_be is %(year)s, but the folder is called %(folder)s",
            year=rules.year_be,
            folder=sources.folder.name,
        )
    for name in ("levels", "phases", "agency_types", "measure_levels"):
        yield from twice(RULES, name, [entry.code for entry in getattr(rules, name)])
    yield from _in_levels(rules)
    yield from _in_phases(rules)
    yield from _in_sampling(rules)


def _in_levels(rules: EditionFile) -> Found:
    yield from _descending("levels", [level.total_min for level in rules.levels])
    yield from _descending("measure_levels", [level.min for level in rules.measure_levels])
    if rules.levels[-1].instruments_min:
        yield at(
            RULES,
            ("levels", len(rules.levels) - 1),
            "ระดับต่ำสุดต้องไม่มีเงื่อนไขรายเครื่องมือ",
            "the lowest level must not ask anything of the instruments",
        )
    if rules.target.level and rules.target.level not in {level.code for level in rules.levels}:
        yield at(
            RULES,
            ("target", "level"),
            "เป้าหมายระดับ %(code)s ไม่มีในเกณฑ์ระดับ",
            "the target's level %(code)s is not among the levels",
            code=rules.target.level,
        )


def _descending(name: str, bounds: list[Any]) -> Found:
    for number, (higher, lower) in enumerate(pairwise(bounds), start=1):
        if lower > higher:
            yield at(
                RULES,
                (name, number),
                "%(name)s ต้องเรียงจากสูงไปต่ำ",
                "%(name)s must go from the highest to the lowest",
                name=name,
            )
    if bounds[-1] != 0:
        yield at(
            RULES,
            (name, len(bounds) - 1),
            "%(name)s ลำดับสุดท้ายต้องเริ่มที่ 0 เพื่อให้ทุกคะแนนมีระดับ",
            "the last of %(name)s must start at 0, so that every score has one",
            name=name,
        )


def _in_phases(rules: EditionFile) -> Found:
    for number, phase in enumerate(rules.phases):
        if phase.starts and phase.ends and phase.starts > phase.ends:
            yield at(
                RULES,
                ("phases", number, "ends"),
                "ช่วง %(code)s สิ้นสุดก่อนเริ่ม",
                "phase %(code)s ends before it starts",
                code=phase.code,
            )


def _in_sampling(rules: EditionFile) -> Found:
    types = {agency_type.code for agency_type in rules.agency_types}
    for number, rule in enumerate(rules.sampling):
        for unknown in sorted(set(rule.agency_types) - types):
            yield at(
                RULES,
                ("sampling", number, "agency_types"),
                "ไม่รู้จักประเภทหน่วยงาน %(code)s",
                "agency type %(code)s is not known",
                code=unknown,
            )
        if (rule.share_percent is None) == (rule.minimum is None):
            yield at(
                RULES,
                ("sampling", number),
                "ต้องมี share_percent หรือ minimum อย่างใดอย่างหนึ่ง",
                "give either share_percent or minimum",
            )
