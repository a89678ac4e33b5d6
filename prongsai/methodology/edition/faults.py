"""What contradicts itself inside an edition whose files have the right shape."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from prongsai.methodology.edition.doubts import records, walk
from prongsai.methodology.edition.files import (
    EditionFile,
    IndicatorsFile,
    InstrumentFile,
    Item,
    Scale,
)
from prongsai.methodology.edition.sources import RULES, STRUCTURE, Sources, file_of
from prongsai.methodology.wording import Text
from prongsai.methodology.yamltext import Path

#: File, place in it, and the sentence.
Found = Iterator[tuple[str, Path, Text]]


def doubtful_without_reason(file: str, content: BaseModel) -> Found:
    """Every fact that nobody confirmed must say what is doubtful."""
    for place, record in records(content):
        if not record.confirmed and record.note is None:
            yield file, (*place, "confirmed"), Text(
                "confirmed: false ต้องมี note บอกว่าสงสัยอะไร",
                "confirmed: false needs a note that says what is doubtful",
            )


def empty_texts(file: str, content: BaseModel) -> Found:
    """Every text must say something in both languages."""
    for place, value in walk(content):
        if isinstance(value, Text) and not (value.th.strip() and value.en.strip()):
            yield file, place, Text("ข้อความว่าง ต้องมีทั้ง th และ en", "a text is empty; it needs th and en")


def in_rules(rules: EditionFile, sources: Sources) -> Found:
    """Faults inside edition.yaml."""
    if rules.starts >= rules.ends:
        yield RULES, ("ends",), Text("ปีงบประมาณสิ้นสุดก่อนเริ่ม", "the fiscal year ends before it starts")
    if sources.folder.name != str(rules.year_be):
        yield RULES, ("year_be",), Text(
            "year_be คือ %(year)s แต่โฟลเดอร์ชื่อ %(folder)s",
            "year_be is %(year)s, but the folder is called %(folder)s",
        ).filled(year=rules.year_be, folder=sources.folder.name)
    for name in ("levels", "phases", "agency_types", "measure_levels"):
        codes = [entry.code for entry in getattr(rules, name)]
        yield from _twice(RULES, name, codes)
    yield from _descending("levels", [level.total_min for level in rules.levels])
    yield from _descending("measure_levels", [level.min for level in rules.measure_levels])
    if rules.levels[-1].instruments_min:
        yield RULES, ("levels", len(rules.levels) - 1), Text(
            "ระดับต่ำสุดต้องไม่มีเงื่อนไขรายเครื่องมือ", "the lowest level must not ask anything of the instruments"
        )
    if rules.target.level and rules.target.level not in {level.code for level in rules.levels}:
        yield RULES, ("target", "level"), Text(
            "เป้าหมายระดับ %(code)s ไม่มีในเกณฑ์ระดับ", "the target's level %(code)s is not among the levels"
        ).filled(code=rules.target.level)
    for number, phase in enumerate(rules.phases):
        if phase.starts and phase.ends and phase.starts > phase.ends:
            yield RULES, ("phases", number, "ends"), Text(
                "ช่วง %(code)s สิ้นสุดก่อนเริ่ม", "phase %(code)s ends before it starts"
            ).filled(code=phase.code)
    yield from _in_sampling(rules)


def _in_sampling(rules: EditionFile) -> Found:
    types = {agency_type.code for agency_type in rules.agency_types}
    for number, rule in enumerate(rules.sampling):
        for unknown in sorted(set(rule.agency_types) - types):
            yield RULES, ("sampling", number, "agency_types"), Text(
                "ไม่รู้จักประเภทหน่วยงาน %(code)s", "agency type %(code)s is not known"
            ).filled(code=unknown)
        if (rule.share_percent is None) == (rule.minimum is None):
            yield RULES, ("sampling", number), Text(
                "ต้องมี share_percent หรือ minimum อย่างใดอย่างหนึ่ง", "give either share_percent or minimum"
            )


def _descending(name: str, bounds: list[Any]) -> Found:
    for number, (higher, lower) in enumerate(zip(bounds, bounds[1:], strict=False), start=1):
        if lower > higher:
            yield RULES, (name, number), Text(
                "%(name)s ต้องเรียงจากสูงไปต่ำ", "%(name)s must go from the highest to the lowest"
            ).filled(name=name)
    if bounds[-1] != 0:
        yield RULES, (name, len(bounds) - 1), Text(
            "%(name)s ลำดับสุดท้ายต้องเริ่มที่ 0 เพื่อให้ทุกคะแนนมีระดับ",
            "the last of %(name)s must start at 0, so that every score has one",
        ).filled(name=name)


def in_structure(structure: IndicatorsFile, rules: EditionFile) -> Found:
    """Faults inside indicators.yaml, and instruments that the levels or samples do not find."""
    codes = [instrument.code for instrument in structure.instruments]
    yield from _twice(STRUCTURE, "instruments", codes)
    yield from _twice(STRUCTURE, "indicators", [i.no for i in structure.indicators])
    total = sum(instrument.weight for instrument in structure.instruments)
    if total != 100:  # noqa: PLR2004 (per cent)
        yield STRUCTURE, ("instruments",), Text(
            "น้ำหนักรวมเป็น %(total)s ไม่ใช่ 100", "the weights sum to %(total)s, not 100"
        ).filled(total=total)
    for code in codes:
        if code not in {indicator.instrument for indicator in structure.indicators}:
            yield STRUCTURE, ("instruments", codes.index(code)), Text(
                "เครื่องมือ %(code)s ไม่มีตัวชี้วัด", "instrument %(code)s has no indicator"
            ).filled(code=code)
    for number, indicator in enumerate(structure.indicators):
        place = ("indicators", number)
        if indicator.instrument not in codes:
            yield STRUCTURE, (*place, "instrument"), _unknown_instrument(indicator.instrument)
        if (indicator.mean_of == "sub_indicators") != bool(indicator.sub_indicators):
            yield STRUCTURE, (*place, "mean_of"), Text(
                "mean_of ของตัวชี้วัด %(no)s ไม่ตรงกับ sub_indicators",
                "mean_of of indicator %(no)s does not fit its sub_indicators",
            ).filled(no=indicator.no)
    for level_number, level in enumerate(rules.levels):
        for code in sorted(set(level.instruments_min) - set(codes)):
            yield RULES, ("levels", level_number, "instruments_min"), _unknown_instrument(code)
    for rule_number, rule in enumerate(rules.sampling):
        if rule.instrument not in codes:
            yield RULES, ("sampling", rule_number, "instrument"), _unknown_instrument(rule.instrument)


def _unknown_instrument(code: str) -> Text:
    return Text("ไม่รู้จักเครื่องมือ %(code)s", "instrument %(code)s is not known").filled(code=code)


def _twice(file: str, name: str, codes: list[Any]) -> Found:
    for code, times in Counter(codes).items():
        if times > 1:
            last = len(codes) - 1 - codes[::-1].index(code)
            yield file, (name, last), Text(
                "%(code)s มีอยู่แล้วใน %(name)s", "%(code)s stands twice in %(name)s"
            ).filled(code=code, name=name)


def in_questionnaire(
    code: str, questionnaire: InstrumentFile, structure: IndicatorsFile
) -> Found:
    """Faults inside the questions or the checklist of one instrument."""
    file = file_of(code)
    if questionnaire.instrument != code:
        yield file, ("instrument",), Text(
            "ไฟล์นี้ต้องเป็นของ %(code)s", "this file must be that of %(code)s"
        ).filled(code=code)
    for name, scale in questionnaire.scales.items():
        yield from _in_scale(file, name, scale)
    codes = [c for item in questionnaire.items for c in (item.code, *(p.code for p in item.parts))]
    taken = {str(i.no) for i in structure.indicators} | {"total"}
    taken |= {i.code for i in structure.instruments}
    taken |= {s.code for i in structure.indicators for s in i.sub_indicators}
    for number, item in enumerate(questionnaire.items):
        yield from _in_item(file, number, item, questionnaire, structure)
        for used in (item.code, *(part.code for part in item.parts)):
            if codes.count(used) > 1 or used in taken:
                yield file, ("items", number), Text(
                    "รหัส %(code)s ซ้ำ", "code %(code)s is used twice"
                ).filled(code=used)
    yield from _without_items(code, questionnaire, structure)


def _without_items(code: str, questionnaire: InstrumentFile, structure: IndicatorsFile) -> Found:
    used = {(item.indicator, item.sub_indicator) for item in questionnaire.items}
    for number, indicator in enumerate(structure.indicators):
        if indicator.instrument != code:
            continue
        wanted = [sub.code for sub in indicator.sub_indicators] or [None]
        for sub in wanted:
            if (indicator.no, sub) not in used:
                yield STRUCTURE, ("indicators", number), Text(
                    "ตัวชี้วัด %(code)s ไม่มีข้อคำถาม", "indicator %(code)s has no items"
                ).filled(code=sub or indicator.no)


def _in_scale(file: str, name: str, scale: Scale) -> Found:
    points = [option.points for option in scale.options if option.points is not None]
    if not points or max(points) != 100 or min(points) != 0:  # noqa: PLR2004 (points)
        yield file, ("scales", name), Text(
            "มาตร %(name)s ต้องมีคำตอบที่ได้ 0 และคำตอบที่ได้ 100",
            "scale %(name)s needs an answer that earns 0 and one that earns 100",
        ).filled(name=name)
    words = [word for o in scale.options for word in {o.code, o.text.th, o.text.en, *o.aliases}]
    for word, times in Counter(words).items():
        if times > 1:
            yield file, ("scales", name), Text(
                "ในมาตร %(name)s คำว่า “%(word)s” หมายถึงคำตอบมากกว่าหนึ่งข้อ",
                "in scale %(name)s the word %(word)r means more than one answer",
            ).filled(name=name, word=word)


def _in_item(
    file: str, number: int, item: Item, questionnaire: InstrumentFile, structure: IndicatorsFile
) -> Found:
    place = ("items", number)
    for scale in sorted({item.scale, *(part.scale or item.scale for part in item.parts)}):
        if scale not in questionnaire.scales:
            yield file, (*place, "scale"), Text(
                "ข้อ %(code)s ใช้มาตร %(scale)s ซึ่งไม่มี", "item %(code)s uses scale %(scale)s, which is not there"
            ).filled(code=item.code, scale=scale)
    negative = "negative" in {item.polarity, *(part.polarity for part in item.parts)}
    scale_of_item = questionnaire.scales.get(item.scale)
    if negative and scale_of_item and any(o.points is None for o in scale_of_item.options):
        yield file, (*place, "polarity"), Text(
            "ข้อ %(code)s กลับด้านมาตรที่มีคำตอบไม่คิดคะแนนไม่ได้",
            "item %(code)s cannot turn round a scale that has an answer without points",
        ).filled(code=item.code)
    indicator = next((i for i in structure.indicators if i.no == item.indicator), None)
    if indicator is None or indicator.instrument != questionnaire.instrument:
        yield file, (*place, "indicator"), Text(
            "ข้อ %(code)s อยู่ในตัวชี้วัด %(no)s ซึ่งไม่ใช่ของ %(instrument)s",
            "item %(code)s counts towards indicator %(no)s, which is not one of %(instrument)s",
        ).filled(code=item.code, no=item.indicator, instrument=questionnaire.instrument)
        return
    wanted = {sub.code for sub in indicator.sub_indicators} or {None}
    if item.sub_indicator not in wanted:
        yield file, (*place, "sub_indicator"), Text(
            "ข้อ %(code)s: ตัวชี้วัด %(no)s ไม่มีตัวชี้วัดย่อย %(sub)s",
            "item %(code)s: indicator %(no)s has no sub-indicator %(sub)s",
        ).filled(code=item.code, no=item.indicator, sub=item.sub_indicator)
