"""What of a typed report contradicts itself: the method's checks, and those of reports alone."""

from collections.abc import Iterator
from dataclasses import replace

from prongsai.methodology import findings
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.exact import points_text
from prongsai.methodology.findings import Finding, worst_first
from prongsai.methodology.wording import Text, same
from prongsai.reports.rules.typed.answering import Topic, unanswered_in
from prongsai.reports.rules.typed.counting import counts_below
from prongsai.reports.rules.typed.findings import CONFIDENCE
from prongsai.reports.rules.typed.particulars import particulars
from prongsai.reports.rules.typed.stating import Case, hundredths

_SCALE = Text(
    " ระดับนี้อยู่ในเกณฑ์ของปี %(first)s ถึง %(last)s%(again)s",
    " That level is of the scale of %(first)s to %(last)s%(again)s.",
)
_AGAIN = Text(" และพิมพ์ไว้ทั้งหมด %(count)s แห่ง", "; it is printed in %(count)s places")
_NO_LONGER_WEAK = Text(
    " หากเป็น %(value)s จะไม่ต่ำกว่าเป้าหมาย %(target)s จึงไม่ใช่จุดอ่อน",
    " With %(value)s it would not be below the target of %(target)s, and so no weak point.",
)


def judged(case: Case, topics: list[Topic]) -> list[Finding]:
    """Return what contradicts itself, worst first, then in the order of the lines."""
    found = [] if case.other_year is None else [case.other_year]
    found += [_explained(case, one) for one in case.checked(case.statements())]
    found += [*counts_below(case), *particulars(case), *unanswered_in(case, topics)]
    told = [replace(one, confidence=CONFIDENCE.get(one.rule.id, one.confidence)) for one in found]
    return worst_first(sorted(_once(told), key=_line))


def _line(finding: Finding) -> int:
    return finding.place.line if finding.place else 0


def _once(told: list[Finding]) -> Iterator[Finding]:
    seen = set()
    for one in told:
        key = (one.rule.id, one.message, one.place)
        if key not in seen:
            seen.add(key)
            yield one


def _explained(case: Case, finding: Finding) -> Finding:
    """Say more of what the method's checks found, where the report tells more."""
    if finding.rule is findings.UNKNOWN_LEVEL:
        return _of_another_scale(case, finding)
    if finding.rule is findings.PARENT_MEAN:
        return _no_longer_weak(case, finding)
    if finding.rule in {findings.ITEM_INDICATOR, findings.UNKNOWN_CODE}:
        return _as_sure_as_the_edition(case, finding)
    return finding


def _as_sure_as_the_edition(case: Case, finding: Finding) -> Finding:
    """Be less sure of items that nobody could confirm in the edition."""
    edition = case.detail_edition
    node = edition.position.get(finding.suggestion.partition(":")[0])
    items = edition.of_kind(Kind.ITEM) if node is None else [node]
    is_sure = all(edition.nodes[one].confirmed for one in items)
    return finding if is_sure else replace(finding, confidence="likely")


def _of_another_scale(case: Case, finding: Finding) -> Finding:
    """Tell which years had the level of a target, and which level begins there now."""
    told = case.report.sentences.target_levels
    here = next((one for one in told if finding.place and one.line == finding.place.line), None)
    scale = case.knowledge.scale_of(here.value) if here else None
    if here is None or scale is None:
        return finding
    count = sum(one.value == here.value for one in told)
    again = _AGAIN.filled(count=count) if count > 1 else same("")
    more = _SCALE.filled(first=scale[0], last=scale[1], again=again)
    edition = case.knowledge.editions[here.year]
    old = case.knowledge.editions[scale[1]]
    least = next(one.total_min for one in old.rules.levels if one.name.th == here.value)
    now = [one.code for one in edition.rules.levels if one.total_min == least]
    proposal = f"level = {' | '.join(now)}" if now else ""
    return replace(finding, message=finding.message + more, suggestion=proposal)


def _no_longer_weak(case: Case, finding: Finding) -> Finding:
    """Tell when the proposed figure is not below the target, though it is listed as weak."""
    code, _, value = finding.suggestion.partition(" = ")
    points = hundredths(value)
    listed = {case.detail_edition.nodes[one.node].code for one in case.placed}
    if points is None or points < case.target or code not in listed:
        return finding
    more = _NO_LONGER_WEAK.filled(value=points_text(points), target=points_text(case.target))
    return replace(finding, message=finding.message + more)
