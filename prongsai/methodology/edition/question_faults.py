"""What contradicts itself inside the questions or the checklist of an instrument."""

from collections import Counter
from collections.abc import Sequence

from prongsai.methodology.edition.faults import Found, at
from prongsai.methodology.edition.files import IndicatorsFile, InstrumentFile, Item, Part, Scale
from prongsai.methodology.edition.sources import STRUCTURE, file_of
from prongsai.methodology.edition.tree import TOTAL

_BEST = 100


def in_questionnaire(code: str, questionnaire: InstrumentFile, structure: IndicatorsFile) -> Found:
    """Faults inside the questions or the checklist of one instrument."""
    file = file_of(code)
    if questionnaire.instrument != code:
        yield at(
            file,
            ("instrument",),
            "ไฟล์นี้ต้องเป็นของ %(code)s",
            "this file must be that of %(code)s",
            code=code,
        )
    for name, scale in questionnaire.scales.items():
        yield from _in_scale(file, name, scale)
    yield from _used_codes(file, questionnaire, structure)
    for number, item in enumerate(questionnaire.items):
        yield from _scales_of_item(file, number, item, questionnaire)
        yield from _place_of_item(file, number, item, questionnaire, structure)
    yield from _without_items(code, questionnaire, structure)


def _in_scale(file: str, name: str, scale: Scale) -> Found:
    points = [option.points for option in scale.options if option.points is not None]
    if not points or max(points) != _BEST or min(points) != 0:
        yield at(
            file,
            ("scales", name),
            "มาตร %(name)s ต้องมีคำตอบที่ได้ 0 และคำตอบที่ได้ 100",
            "scale %(name)s needs an answer that earns 0 and one that earns 100",
            name=name,
        )
    words = [word for o in scale.options for word in {o.code, o.text.th, o.text.en, *o.aliases}]
    for word, times in Counter(words).items():
        if times > 1:
            yield at(
                file,
                ("scales", name),
                "ในมาตร %(name)s คำว่า “%(word)s” หมายถึงคำตอบมากกว่าหนึ่งข้อ",
                "in scale %(name)s the word “%(word)s” means more than one answer",
                name=name,
                word=word,
            )


def _used_codes(file: str, questionnaire: InstrumentFile, structure: IndicatorsFile) -> Found:
    """Codes of items and parts that something else has, here or in the structure."""
    codes = [_codes(item) for item in questionnaire.items]
    times = Counter(code for some in codes for code in some)
    times.update([TOTAL, *(str(indicator.no) for indicator in structure.indicators)])
    times.update(instrument.code for instrument in structure.instruments)
    times.update(sub.code for i in structure.indicators for sub in i.sub_indicators)
    for number, some in enumerate(codes):
        for code in some:
            if times[code] > 1:
                yield at(
                    file,
                    ("items", number),
                    "รหัส %(code)s ซ้ำ",
                    "code %(code)s is used twice",
                    code=code,
                )


def _codes(item: Item) -> list[str]:
    return [item.code, *(part.code for part in item.parts)]


def _scales_of_item(file: str, number: int, item: Item, questionnaire: InstrumentFile) -> Found:
    asked: Sequence[Item | Part] = item.parts or [item]
    for scale in sorted({part.scale or item.scale for part in asked} | {item.scale}):
        if scale not in questionnaire.scales:
            yield at(
                file,
                ("items", number, "scale"),
                "ข้อ %(code)s ใช้มาตร %(scale)s ซึ่งไม่มี",
                "item %(code)s uses scale %(scale)s, which is not there",
                code=item.code,
                scale=scale,
            )
    for part in asked:
        known = questionnaire.scales.get(part.scale or item.scale)
        turned = (part.polarity or item.polarity) == "negative"
        if turned and known and any(option.points is None for option in known.options):
            yield at(
                file,
                ("items", number, "polarity"),
                "ข้อ %(code)s กลับด้านมาตรที่มีคำตอบไม่คิดคะแนนไม่ได้",
                "item %(code)s cannot turn round a scale that has an answer without points",
                code=part.code,
            )


def _place_of_item(
    file: str, number: int, item: Item, questionnaire: InstrumentFile, structure: IndicatorsFile
) -> Found:
    indicator = next((i for i in structure.indicators if i.no == item.indicator), None)
    if indicator is None or indicator.instrument != questionnaire.instrument:
        yield at(
            file,
            ("items", number, "indicator"),
            "ข้อ %(code)s อยู่ในตัวชี้วัด %(no)s ซึ่งไม่ใช่ของ %(instrument)s",
            "item %(code)s counts towards indicator %(no)s, which is not one of %(instrument)s",
            code=item.code,
            no=item.indicator,
            instrument=questionnaire.instrument,
        )
        return
    wanted: set[str | None] = {sub.code for sub in indicator.sub_indicators}
    if item.sub_indicator not in (wanted or {None}):
        yield at(
            file,
            ("items", number, "sub_indicator"),
            "ข้อ %(code)s: ตัวชี้วัด %(no)s ไม่มีตัวชี้วัดย่อย %(sub)s",
            "item %(code)s: indicator %(no)s has no sub-indicator %(sub)s",
            code=item.code,
            no=item.indicator,
            sub=item.sub_indicator,
        )


def _without_items(code: str, questionnaire: InstrumentFile, structure: IndicatorsFile) -> Found:
    used = {(item.indicator, item.sub_indicator) for item in questionnaire.items}
    for number, indicator in enumerate(structure.indicators):
        if indicator.instrument != code:
            continue
        subs: list[str | None] = [sub.code for sub in indicator.sub_indicators]
        for sub in subs or [None]:
            if (indicator.no, sub) not in used:
                yield at(
                    STRUCTURE,
                    ("indicators", number),
                    "ตัวชี้วัด %(code)s ไม่มีข้อคำถาม",
                    "indicator %(code)s has no items",
                    code=sub or indicator.no,
                )
