"""What contradicts itself inside indicators.yaml, or names an instrument that is not there."""

from prongsai.methodology.edition.faults import Fact, Found, at, twice
from prongsai.methodology.edition.files import EditionFile, IndicatorsFile
from prongsai.methodology.edition.sources import RULES, STRUCTURE
from prongsai.methodology.yamltext import Steps

_WHOLE = 100


def in_structure(structure: IndicatorsFile, rules: EditionFile | None) -> Found:
    """Faults inside indicators.yaml, and instruments that the levels or samples do not find."""
    yield from twice(STRUCTURE, "instruments", [i.code for i in structure.instruments])
    yield from twice(STRUCTURE, "indicators", [i.no for i in structure.indicators])
    total = sum(instrument.weight for instrument in structure.instruments)
    if total != _WHOLE:
        yield at(
            STRUCTURE,
            ("instruments",),
            "น้ำหนักรวมเป็น %(total)s ไม่ใช่ 100",
            "the weights sum to %(total)s, not 100",
            total=total,
        )
    yield from _without_indicators(structure)
    yield from _in_indicators(structure)
    yield from _unknown_instruments(structure, rules)


def _without_indicators(structure: IndicatorsFile) -> Found:
    used = {indicator.instrument for indicator in structure.indicators}
    for number, instrument in enumerate(structure.instruments):
        if instrument.code not in used:
            yield at(
                STRUCTURE,
                ("instruments", number),
                "เครื่องมือ %(code)s ไม่มีตัวชี้วัด",
                "instrument %(code)s has no indicator",
                code=instrument.code,
            )


def _in_indicators(structure: IndicatorsFile) -> Found:
    for number, indicator in enumerate(structure.indicators):
        if (indicator.mean_of == "sub_indicators") != bool(indicator.sub_indicators):
            yield at(
                STRUCTURE,
                ("indicators", number, "mean_of"),
                "mean_of ของตัวชี้วัด %(no)s ไม่ตรงกับ sub_indicators",
                "mean_of of indicator %(no)s does not fit its sub_indicators",
                no=indicator.no,
            )


def _unknown_instruments(structure: IndicatorsFile, rules: EditionFile | None) -> Found:
    known = {instrument.code for instrument in structure.instruments}
    for number, indicator in enumerate(structure.indicators):
        if indicator.instrument not in known:
            place: Steps = ("indicators", number, "instrument")
            yield _unknown(STRUCTURE, place, indicator.instrument)
    if rules is None:
        return
    for number, level in enumerate(rules.levels):
        for code in sorted(set(level.instruments_min) - known):
            yield _unknown(RULES, ("levels", number, "instruments_min"), code)
    for number, rule in enumerate(rules.sampling):
        if rule.instrument not in known:
            yield _unknown(RULES, ("sampling", number, "instrument"), rule.instrument)


def _unknown(file: str, place: Steps, code: str) -> Fact:
    return at(file, place, "ไม่รู้จักเครื่องมือ %(code)s", "instrument %(code)s is not known", code=code)
