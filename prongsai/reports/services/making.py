"""The document of a kind: which facts it takes, and what is said where they are not there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from prongsai.improvement.rules.content import PlanContent
from prongsai.improvement.rules.states import SNAPSHOT_KINDS
from prongsai.reports.queries.analysis import analysis_document
from prongsai.reports.queries.annual import annual_document
from prongsai.reports.queries.material import Material
from prongsai.reports.queries.progress import progress_document
from prongsai.reports.queries.subject import Subject
from prongsai.reports.queries.summary import summary_document
from prongsai.reports.queries.unit_sheet import unit_document
from prongsai.reports.rules.blocks import Document
from prongsai.reports.rules.kinds import REPORT_KINDS, SNAPSHOTS, ReportKind
from prongsai.reports.rules.refusals import (
    FormatNotOfKind,
    KindUnknown,
    PlanNeeded,
    SnapshotNeeded,
    UnitNeeded,
    YearNotThere,
)
from prongsai.results.queries.histories import AgencyHistory


@dataclass(frozen=True, eq=False)
class Order:
    """What is asked for.

    history: what is known of the results; None where nothing is
    year_be: that of the result, for reports about a plan that of the plan
    material: the plan with what belongs to it; None where the report has none
    unit: whose sheet it is
    """

    history: AgencyHistory | None
    year_be: int
    kind: ReportKind = ReportKind.ANALYSIS
    material: Material | None = None
    unit: str = ""


def require_kind(name: str) -> ReportKind:
    """Return a kind of report that there is.

    Raises:
        KindUnknown
    """
    if name not in set(ReportKind):
        raise KindUnknown(wanted=name, kinds=", ".join(ReportKind))
    return ReportKind(name)


def report_document(order: Order, on: date) -> Document:
    """Return the document that an order asks for; no format is chosen yet.

    Raises:
        YearNotThere, PlanNeeded, SnapshotNeeded, UnitNeeded, UnitWithoutMeasures, FormatNotOfKind.
    """
    return _DOCUMENTS[order.kind](order, on)


def known_until(history: AgencyHistory, year_be: int) -> AgencyHistory:
    """Return a history that ends with a year.

    Raises:
        YearNotThere: nothing is known of that year.
    """
    if history.of(year_be) is None:
        years = ", ".join(str(year.year_be) for year in history.years)
        raise YearNotThere(agency=history.agency.code, year=year_be, years=years)
    return history.until(year_be)


def material_of(history: AgencyHistory, plan: PlanContent) -> Material:
    """Return a plan with the last result before its year, and what was known until then.

    Weak points may be those of an earlier year, the last of which single items are known.
    """
    before = [year for year in history.years if year.year_be < plan.year_be]
    if not before:
        return Material(agency=history.agency, plan=plan)
    until = history.until(before[-1].year_be)
    return Material(agency=history.agency, plan=plan, year=before[-1], history=until)


def _analysis(order: Order, on: date) -> Document:
    return analysis_document(_history(order), on)


def _history(order: Order) -> AgencyHistory:
    if order.history is None:
        raise YearNotThere(agency="-", year=order.year_be, years="-")
    return known_until(order.history, order.year_be)


def _annual(order: Order, on: date) -> Document:
    return annual_document(_material(order), on)


def _material(order: Order) -> Material:
    if order.material is None:
        raise PlanNeeded(kind=REPORT_KINDS[order.kind])
    return order.material


def _progress(order: Order, on: date) -> Document:
    material, wanted = _material(order), SNAPSHOTS[order.kind]
    if material.snapshot is None or material.snapshot.kind is not wanted:
        raise SnapshotNeeded(kind=SNAPSHOT_KINDS[wanted])
    as_it_was = replace(material, plan=material.snapshot.plan)
    return progress_document(as_it_was, material.snapshot, on)


def _summary(order: Order, on: date) -> Document:
    material = order.material
    if material is not None and material.history is not None:
        return summary_document(Subject(material.history), material, on)
    return summary_document(Subject(_history(order)), material, on)


def _unit(order: Order, on: date) -> Document:
    material = _material(order)
    if not order.unit:
        units = dict.fromkeys(unit for one in material.plan.measures for unit in one.units)
        raise UnitNeeded(units=", ".join(units) or "-")
    return unit_document(material, order.unit, on)


def _country(order: Order, _on: date) -> Document:
    raise FormatNotOfKind(kind=REPORT_KINDS[order.kind], form="-", formats="pdf")


_DOCUMENTS: dict[ReportKind, Callable[[Order, date], Document]] = {
    ReportKind.ANALYSIS: _analysis,
    ReportKind.ANNUAL: _annual,
    ReportKind.PROGRESS_6: _progress,
    ReportKind.PROGRESS_12: _progress,
    ReportKind.SUMMARY: _summary,
    ReportKind.UNIT: _unit,
    ReportKind.COUNTRY: _country,
}
