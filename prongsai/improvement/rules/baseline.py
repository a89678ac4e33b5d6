"""What a plan is today against what it was when it was approved."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from prongsai.improvement.rules.content import MeasureContent, PlanContent
from prongsai.improvement.rules.states import MEASURE_STATES
from prongsai.methodology.dates import date_text
from prongsai.methodology.wording import Text, same


class ChangeKind(StrEnum):
    """What happened to a measure."""

    ADDED = "added"
    DROPPED = "dropped"
    STATE = "state"
    ENDS = "ends"
    UNITS = "units"


CHANGE_KINDS = {
    ChangeKind.ADDED: Text("เพิ่มมาตรการ", "measure added"),
    ChangeKind.DROPPED: Text("ตัดมาตรการออก", "measure dropped"),
    ChangeKind.STATE: Text("สถานะ", "state"),
    ChangeKind.ENDS: Text("วันสิ้นสุด", "last day"),
    ChangeKind.UNITS: Text("ผู้รับผิดชอบ", "responsible"),
}
_ALL_UNITS = Text("ทุกส่วนงาน", "all units")
_NOTHING = same("–")


@dataclass(frozen=True)
class Change:
    """One difference: of which measure, and what it was and is; "–" where nothing."""

    kind: ChangeKind
    measure: str
    before: Text = _NOTHING
    now: Text = _NOTHING

    @property
    def kind_name(self) -> Text:
        """What happened, in words."""
        return CHANGE_KINDS[self.kind]

    def payload(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "kind": self.kind.value,
            "measure": self.measure,
            "before": self.before.th,
            "now": self.now.th,
        }


def changes_since(before: PlanContent, now: PlanContent) -> tuple[Change, ...]:
    """Return what changed, measure by measure; a measure is the same that is called the same."""
    old = {measure.title: measure for measure in before.measures}
    new = {measure.title: measure for measure in now.measures}
    found = [change for title in new if title in old for change in _in(old[title], new[title])]
    found += [Change(ChangeKind.ADDED, title) for title in new if title not in old]
    found += [Change(ChangeKind.DROPPED, title) for title in old if title not in new]
    return tuple(found)


def _in(old: MeasureContent, new: MeasureContent) -> Iterator[Change]:
    parts = {
        ChangeKind.STATE: (MEASURE_STATES[old.state], MEASURE_STATES[new.state]),
        ChangeKind.ENDS: (_ends(old), _ends(new)),
        ChangeKind.UNITS: (_units(old), _units(new)),
    }
    for kind, (before, now) in parts.items():
        if before != now:
            yield Change(kind, new.title, before, now)


def _ends(measure: MeasureContent) -> Text:
    return date_text(measure.period.ends) if measure.period else _NOTHING


def _units(measure: MeasureContent) -> Text:
    if measure.all_units:
        return _ALL_UNITS
    return same(", ".join(measure.units)) if measure.units else _NOTHING
