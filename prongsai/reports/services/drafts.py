"""A report as it is being written: what is generated today, and a person's words in it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from prongsai.directory.rules import Actor
from prongsai.foundation.services.audit import audit
from prongsai.improvement.models import Plan
from prongsai.improvement.rules.rights import require_planner
from prongsai.methodology.dates import date_text
from prongsai.methodology.wording import Text
from prongsai.reports.models import Report, WordEdit
from prongsai.reports.queries.ground import Ground, gathered, known_history
from prongsai.reports.queries.material import Material
from prongsai.reports.rules.blocks import Document, Signer
from prongsai.reports.rules.editing import Edit, Edited, apply_edits, editable
from prongsai.reports.rules.issuing import SIGNER_DUTIES, SignerDuty, WordsUnknown
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.services.making import Order, material_of, report_document


def report_of(plan: Plan, kind: ReportKind) -> Report:
    """Return the report of a kind about a plan, as it is being written; unsaved before it is."""
    which = _which(plan, kind)
    return Report.objects.filter(**which).select_related("agency").first() or Report(**which)


def ground_of(plan: Plan, report: Report, *, on: date) -> Ground:
    """Return what a report would be made from today, edits and signers among it."""
    ground = gathered(plan, ReportKind(report.kind), on=on)
    dated = date_text(report.dated) if report.dated else None
    signers = tuple(
        Signer(SIGNER_DUTIES[SignerDuty(one["duty"])], one["name"], one["position"], dated)
        for one in report.signers
    )
    edits = tuple(map(_edit, WordEdit.objects.filter(report_id=report.pk).order_by("pk")))
    return replace(ground, signers=signers, number=report.number, edits=edits)


def generated(ground: Ground) -> Document:
    """Return the document that a ground gives, without anybody's edits.

    Raises:
        SnapshotNeeded: the progress was not kept yet.
    """
    return report_document(order_of(ground), ground.made_on)


def order_of(ground: Ground, unit: str = "") -> Order:
    """Return what is asked for of a ground; `unit`: whose sheet it is."""
    history = known_history(ground)
    found = material_of(history, ground.plan) if history else Material(ground.agency, ground.plan)
    material = replace(
        found,
        units=ground.units,
        tasks=ground.tasks,
        baseline=ground.baseline,
        snapshot=ground.snapshot,
        effects=ground.effects,
        effects_year_be=ground.effects_year_be,
        signers=ground.signers,
        number=ground.number,
    )
    return Order(history, ground.plan.year_be, ground.kind, material, unit)


def written(ground: Ground) -> Edited:
    """Return the document with the edits in it, and which of them stand on other data now.

    Raises:
        SnapshotNeeded
    """
    return apply_edits(generated(ground), ground.edits)


@transaction.atomic
def write_words(
    plan: Plan,
    kind: ReportKind,
    key: str,
    words: Text,
    *,
    left_out: bool = False,
    by: Actor,
    now: datetime,
) -> WordEdit:
    """Put a person's words in place of generated ones, as these are today.

    Written again without a change it says that the words still hold although the data changed.

    Raises:
        NotAllowed: who draws up the plan may.
        WordsUnknown: nothing in the report is called that.
        SnapshotNeeded
    """
    require_planner(by, plan.agency_id)
    report = held_report(plan, kind)
    there = editable(generated(ground_of(plan, report, on=localdate(now))))
    if key not in there:
        raise WordsUnknown(key=key)
    edit, _ = WordEdit.objects.update_or_create(
        report=report,
        key=key,
        defaults={
            "generated_th": there[key].th,
            "generated_en": there[key].en,
            "th": words.th.strip(),
            "en": words.en.strip(),
            "left_out": left_out,
            "by_id": by.user,
            "written_at": now,
        },
    )
    audit("report.words_written", named(report), by=by, now=now, key=key, left_out=left_out)
    return edit


@transaction.atomic
def forget_words(plan: Plan, kind: ReportKind, key: str, *, by: Actor, now: datetime) -> None:
    """Let the generated words stand again.

    Raises:
        NotAllowed
        WordsUnknown: nobody replaced words that are called that.
    """
    require_planner(by, plan.agency_id)
    report = held_report(plan, kind)
    forgotten, _ = report.edits.filter(key=key).delete()
    if not forgotten:
        raise WordsUnknown(key=key)
    audit("report.words_forgotten", named(report), by=by, now=now, key=key)


@transaction.atomic
def tell_particulars(
    plan: Plan,
    kind: ReportKind,
    *,
    number: str,
    dated: date | None,
    signers: list[dict[str, str]],
    by: Actor,
    now: datetime,
) -> Report:
    """Tell number and date of the document, and who signs.

    In: signers as [{"duty", "name", "position"}]; those without a name are left blank to sign

    Raises:
        NotAllowed
    """
    require_planner(by, plan.agency_id)
    report = held_report(plan, kind)
    report.number, report.dated, report.signers = number.strip(), dated, signers
    report.save(update_fields=["number", "dated", "signers"])
    told: dict[str, Any] = {"number": report.number, "dated": str(dated or "")}
    audit("report.particulars_told", named(report), by=by, now=now, **told)
    return report


def named(report: Report) -> str:
    """Return what a report is called in the audit trail."""
    return f"report:{report.framework}/{report.year_be}/{report.agency.code}/{report.kind}"


def held_report(plan: Plan, kind: ReportKind) -> Report:
    """Lock a report, so that two people do not change it at once; begin one that is not there."""
    reports = Report.objects.select_for_update(of=("self",)).select_related("agency")
    return reports.get(pk=Report.objects.get_or_create(**_which(plan, kind))[0].pk)


def _which(plan: Plan, kind: ReportKind) -> dict[str, Any]:
    return {
        "agency": plan.agency,
        "framework": plan.framework,
        "year_be": plan.year_be,
        "kind": kind.value,
    }


def _edit(edit: WordEdit) -> Edit:
    return Edit(
        edit.key,
        Text(edit.generated_th, edit.generated_en),
        Text(edit.th, edit.en),
        edit.left_out,
    )
