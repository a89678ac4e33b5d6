"""Versions of a report: sent to the executive, approved or sent back, published, withdrawn."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.rules import RoundState
from prongsai.directory.rules import Actor
from prongsai.evidence.models import Link
from prongsai.evidence.services.disclosing import disclosure_of
from prongsai.evidence.services.offering import choose_offer
from prongsai.foundation.adapters.stored_files import keep_bytes
from prongsai.foundation.services.audit import audit
from prongsai.foundation.services.jobs import Running, begin_job, in_background
from prongsai.improvement.models import Plan
from prongsai.improvement.rules.faults import WordsNeeded
from prongsai.improvement.rules.rights import require_decider, require_planner
from prongsai.improvement.rules.storing import digest_of
from prongsai.methodology.edition.criteria import items_answered_by
from prongsai.methodology.wording import Text
from prongsai.reports.models import Version
from prongsai.reports.queries.ground import ground_kept, ground_read
from prongsai.reports.queries.issued import address_of
from prongsai.reports.rules.issuing import (
    ANSWERS,
    FilesNotMade,
    NoItemForReport,
    NumberMissing,
    StaleEdits,
    VersionState,
    VersionWaiting,
    require_approved,
    require_planner_or_decider,
    require_version_next,
)
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.rules.style import Style
from prongsai.reports.services.drafts import ground_of, held_report, named, written
from prongsai.reports.services.photographs import SHELF, keep_photos, stored_photo
from prongsai.reports.services.rendering import FORMATS, fonts_folder, set_document

LANGUAGES = ("th", "en")
_WHY_RETURNED = Text("ส่งรายงานกลับให้แก้ไข", "the report is sent back")
_FILES = Text("จัดทำไฟล์ของรายงาน", "Make the files of a report")
_SETTING = Text("จัดรูปแบบ %(form)s (%(language)s)", "Setting %(form)s (%(language)s)")


@transaction.atomic
def submit_report(plan: Plan, kind: ReportKind, *, by: Actor, now: datetime) -> Version:
    """Send a report to the executive, with all that it is made from today.

    Raises:
        NotAllowed: who draws up the plan may.
        NumberMissing, SnapshotNeeded.
        VersionWaiting: an earlier one is not decided on.
        StaleEdits: data changed under a person's words, and nobody looked at them since.
    """
    require_planner(by, plan.agency_id)
    report = held_report(plan, kind)
    waiting = report.versions.filter(state=VersionState.SUBMITTED.value).first()
    if waiting is not None:
        raise VersionWaiting(number=waiting.number)
    if not report.number or report.dated is None:
        raise NumberMissing()
    ground = ground_of(plan, report, on=localdate(now))
    if stale := written(ground).stale:
        raise StaleEdits(keys=", ".join(one.key for one in stale))
    keep_photos(ground.plan)
    kept = ground_kept(ground)
    version = Version.objects.create(
        report=report,
        number=(report.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        made_at=now,
        made_by_id=by.user,
        ground=kept,
        sha256=digest_of(kept),
    )
    audit("report.submitted", _named(version), by=by, now=now, sha256=version.sha256)
    return version


def approve_version(version: Version, *, by: Actor, now: datetime, leads_to: str = "") -> UUID:
    """Approve a version; its files are made in the background. Return that job.

    Raises:
        NotAllowed: only the executive of the agency may.
        VersionStateNotNext, JobUnderWay.
    """
    with transaction.atomic():
        locked = _held(version)
        require_decider(by, locked.report.agency_id)
        _move(locked, VersionState.APPROVED, by, now)
        return _begin(locked, by, now, leads_to)


@transaction.atomic
def ask_for_files(version: Version, *, by: Actor, now: datetime, leads_to: str = "") -> UUID:
    """Have the files of an approved version made in the background again, where that broke off.

    Raises:
        NotAllowed: who draws up the plan may, and the executive.
        VersionStateNotNext: it is not approved.
        JobUnderWay
    """
    locked = _held(version)
    require_planner_or_decider(by, locked.report.agency_id)
    require_approved(VersionState(locked.state))
    job = _begin(locked, by, now, leads_to)
    audit("report.files_asked", _named(locked), by=by, now=now)
    return job


@transaction.atomic
def return_version(version: Version, *, words: str, by: Actor, now: datetime) -> Version:
    """Send a version back to those who write the report, with what is to be done.

    Raises:
        NotAllowed: only the executive of the agency may.
        VersionStateNotNext, WordsNeeded.
    """
    locked = _held(version)
    require_decider(by, locked.report.agency_id)
    if not words.strip():
        raise WordsNeeded(what=_WHY_RETURNED)
    locked.remark = words.strip()
    return _move(locked, VersionState.RETURNED, by, now)


@transaction.atomic
def publish_version(
    version: Version, *, as_evidence: bool = False, site: str, by: Actor, now: datetime
) -> list[Link]:
    """Let everybody read an approved version, in place of an earlier one of the same report.

    In:  as_evidence: put it forward for the items that it answers, in the open round
    Out: the links that were put into drafts of disclosures

    Raises:
        NotAllowed: who draws up the plan may.
        VersionStateNotNext, FilesNotMade.
        NoItemForReport, PhaseNotOpen, NotEditable: it cannot be put forward; nothing was done.
    """
    locked = _held(version)
    require_planner(by, locked.report.agency_id)
    _move(locked, VersionState.PUBLISHED, by, now)
    if locked.files.count() < len(_wanted()):
        raise FilesNotMade()
    others = locked.report.versions.filter(state=VersionState.PUBLISHED.value)
    others.exclude(pk=locked.pk).update(state=VersionState.WITHDRAWN.value)
    return _put_forward(locked, site, by, now) if as_evidence else []


@transaction.atomic
def withdraw_version(version: Version, *, by: Actor, now: datetime) -> Version:
    """Take a version out of the public eye; it stays kept.

    Raises:
        NotAllowed, VersionStateNotNext.
    """
    locked = _held(version)
    require_planner(by, locked.report.agency_id)
    return _move(locked, VersionState.WITHDRAWN, by, now)


@in_background("reports.make_files", _FILES)
def _making(job: Running, *, version: int) -> dict[str, Any]:
    found = Version.objects.select_related("report__agency").get(pk=version)
    make_files(found, progress=job.progress)
    return {"version": found.number}


def make_files(version: Version, *, progress: Any) -> None:
    """Set a version in every format and language, those that are there already left alone."""
    document = written(ground_read(version.ground)).document
    wanted = _wanted()
    for done, (form, language) in enumerate(wanted):
        progress(_SETTING.filled(form=form.upper(), language=language), done, len(wanted))
        if version.files.filter(form=form, language=language).exists():
            continue
        style = Style(language=language, fonts=fonts_folder())
        content = set_document(document, form, style=style, photos=stored_photo)
        told = {"sha256": keep_bytes(content, shelf=SHELF), "size": len(content)}
        # An operator and the worker may make the same at once.
        version.files.get_or_create(form=form, language=language, defaults=told)
    progress(_FILES, len(wanted), len(wanted))


def _wanted() -> list[tuple[str, str]]:
    """Return every format and language of a version."""
    return [(form, language) for language in LANGUAGES for form in FORMATS]


def _begin(version: Version, by: Actor, now: datetime, leads_to: str) -> UUID:
    subject = _named(version)
    return begin_job(_making, subject, by=by, now=now, leads_to=leads_to, version=version.pk)


def _put_forward(version: Version, site: str, by: Actor, now: datetime) -> list[Link]:
    """Choose the public page of a version as evidence, in the round that collects now."""
    report = version.report
    answers = ANSWERS.get(ReportKind(report.kind), "")
    open_round = (
        Participation.objects.filter(
            agency=report.agency_id,
            round__framework=report.framework,
            round__state=RoundState.COLLECTING.value,
        )
        .select_related("round", "agency")
        .order_by("-round__year_be")
        .first()
    )
    year = open_round.round.year_be if open_round else report.year_be
    items = (
        items_answered_by(frozen_edition(open_round.round.edition_id), answers)
        if open_round and answers
        else ()
    )
    if open_round is None or not items:
        raise NoItemForReport(year=year)
    address = site.rstrip("/") + address_of(report)
    return [
        choose_offer(disclosure_of(open_round, item), address, site=site, by=by, now=now)
        for item in items
    ]


def _held(version: Version) -> Version:
    """Lock a version with its report, of whose versions one alone is public."""
    versions = Version.objects.select_for_update(of=("self", "report"))
    return versions.select_related("report__agency").get(pk=version.pk)


def _move(version: Version, wanted: VersionState, by: Actor, now: datetime) -> Version:
    require_version_next(VersionState(version.state), wanted)
    version.state = wanted.value
    if wanted is VersionState.PUBLISHED:
        version.published_at = now
    elif wanted in {VersionState.APPROVED, VersionState.RETURNED}:
        version.decided_at, version.decided_by_id = now, by.user
    version.save(update_fields=["state", "remark", "decided_at", "decided_by", "published_at"])
    audit(f"report.{wanted.value}", _named(version), by=by, now=now)
    return version


def _named(version: Version) -> str:
    return f"{named(version.report)}/{version.number}"
