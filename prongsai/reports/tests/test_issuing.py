"""Reports that are written, sent, approved and published; what was sent never changes."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.utils.timezone import localdate
from PIL import Image

from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.evidence.models import Disclosure
from prongsai.foundation.models import AuditEntry
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.models import Action, Measure
from prongsai.improvement.rules.states import MeasureState, SnapshotKind
from prongsai.improvement.services.attaching import attach_to_action, drop_unnamed
from prongsai.improvement.services.doings import drop_action
from prongsai.improvement.services.measures import set_measure_state
from prongsai.improvement.services.snapshots import take_snapshot
from prongsai.methodology.wording import Text
from prongsai.reports.models import Version
from prongsai.reports.queries.ground import ground_kept, ground_read
from prongsai.reports.queries.issued import published_report, version_of
from prongsai.reports.rules.editing import editable
from prongsai.reports.rules.issuing import (
    FilesNotMade,
    NoItemForReport,
    NumberMissing,
    StaleEdits,
    VersionStateNotNext,
    VersionUnknown,
    VersionWaiting,
    WordsUnknown,
)
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.rules.refusals import SnapshotNeeded
from prongsai.reports.services.drafts import (
    forget_words,
    generated,
    ground_of,
    report_of,
    tell_particulars,
    write_words,
    written,
)
from prongsai.reports.services.issuing import (
    approve_version,
    ask_for_files,
    make_files,
    publish_version,
    return_version,
    submit_report,
    withdraw_version,
)
from prongsai.reports.services.photographs import stored_photo
from prongsai.reports.services.previews import issued_file

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
ANNUAL = ReportKind.ANNUAL
SITE = "https://ita.example/"


def somebody(role):
    user = User.objects.create_user(f"{role.value}@dip.example")
    Duty.objects.create(user=user, role=role.value, agency=Agency.objects.get(code="dip"))
    return actor_of(user)


@pytest.fixture
def coordinator(plan):
    return {"by": somebody(Role.COORDINATOR), "now": NOON}


@pytest.fixture
def executive(plan):
    return {"by": somebody(Role.EXECUTIVE), "now": NOON}


def words_today(plan, kind=ANNUAL):
    return editable(generated(ground_of(plan, report_of(plan, kind), on=localdate(NOON))))


def numbered(plan, who, kind=ANNUAL):
    signers = [{"duty": "approved", "name": "นางสาวมาลี ใจดี", "position": "อธิบดี"}]
    tell_particulars(
        plan, kind, number="อก 0401/123", dated=date(2024, 4, 30), signers=signers, **who
    )


def a_key(plan):
    return next(key for key in words_today(plan) if key.startswith("plan."))


def nothing(*_):
    """Progress that nobody looks at."""


def test_what_a_report_is_made_from_is_kept_without_loss(plan):
    ground = ground_of(plan, report_of(plan, ANNUAL), on=localdate(NOON))
    assert ground.runs
    assert ground.units
    assert ground_read(ground_kept(ground)) == ground


def test_a_persons_words_take_the_place_of_generated_ones_and_stay(plan, coordinator):
    key = a_key(plan)
    own = Text("ข้อความของหน่วยงานเอง", "Our own words")
    write_words(plan, ANNUAL, key, own, **coordinator)
    edited = written(ground_of(plan, report_of(plan, ANNUAL), on=localdate(NOON)))
    assert not edited.stale
    assert editable(edited.document)[key] == own
    forget_words(plan, ANNUAL, key, **coordinator)
    edited = written(ground_of(plan, report_of(plan, ANNUAL), on=localdate(NOON)))
    assert editable(edited.document)[key] != own
    with pytest.raises(WordsUnknown):
        forget_words(plan, ANNUAL, key, **coordinator)
    with pytest.raises(WordsUnknown):
        write_words(plan, ANNUAL, "no.such.words", own, **coordinator)


def test_data_that_change_under_an_edit_keep_it_and_hold_the_report_up(plan, coordinator):
    numbered(plan, coordinator)
    before = words_today(plan)
    measure = Measure.objects.filter(theme__plan=plan, state="done").first()
    set_measure_state(measure, MeasureState.RUNNING, **coordinator)
    moved = [key for key, text in words_today(plan).items() if before.get(key) != text]
    assert moved  # sentences that count measures
    set_measure_state(measure, MeasureState.DONE, **coordinator)
    own = Text("เราทำได้ดีมาก", "We did very well")
    write_words(plan, ANNUAL, moved[0], own, **coordinator)
    set_measure_state(measure, MeasureState.RUNNING, **coordinator)
    edited = written(ground_of(plan, report_of(plan, ANNUAL), on=localdate(NOON)))
    assert [one.key for one in edited.stale] == [moved[0]]
    assert editable(edited.document)[moved[0]] == own
    with pytest.raises(StaleEdits):
        submit_report(plan, ANNUAL, **coordinator)
    write_words(plan, ANNUAL, moved[0], own, **coordinator)  # it still holds
    assert submit_report(plan, ANNUAL, **coordinator).number == 1


def test_a_version_stays_what_it_was_when_everything_else_changes(plan, coordinator):
    numbered(plan, coordinator)
    version = submit_report(plan, ANNUAL, **coordinator)
    sent = written(ground_read(version.ground)).document
    measure = Measure.objects.filter(theme__plan=plan, state="done").first()
    set_measure_state(measure, MeasureState.RUNNING, **coordinator)
    write_words(plan, ANNUAL, a_key(plan), Text("อื่น", "other"), **coordinator)
    version.refresh_from_db()
    assert written(ground_read(version.ground)).document == sent
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(ground={})
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=version.pk).delete()


def test_a_report_goes_its_way_and_no_other(plan, coordinator, executive):
    with pytest.raises(NumberMissing):
        submit_report(plan, ANNUAL, **coordinator)
    numbered(plan, coordinator)
    with pytest.raises(NotAllowed):
        submit_report(plan, ANNUAL, **executive)
    first = submit_report(plan, ANNUAL, **coordinator)
    with pytest.raises(VersionWaiting):
        submit_report(plan, ANNUAL, **coordinator)
    with pytest.raises(NotAllowed):
        approve_version(first, **coordinator)
    return_version(first, words="เติมภาพกิจกรรม", **executive)
    with pytest.raises(VersionStateNotNext):
        approve_version(first, **executive)
    sent = submit_report(plan, ANNUAL, **coordinator)
    with pytest.raises(VersionStateNotNext):
        publish_version(sent, site=SITE, **coordinator)
    with pytest.raises(VersionStateNotNext):
        ask_for_files(sent, **coordinator)


@pytest.mark.usefixtures("plan_alone")
def test_one_version_is_public_at_a_time_and_has_its_files(plan, coordinator, executive):
    numbered(plan, coordinator)
    sent = submit_report(plan, ANNUAL, **coordinator)
    approve_version(sent, **executive)
    make_files(sent, progress=nothing)
    publish_version(sent, site=SITE, **coordinator)
    public = published_report("dip", "th-ita", 2567, ANNUAL)
    assert public.row.number == 1
    assert {(file.form, file.language) for file in public.row.files} == {
        (form, language) for form in ("pdf", "docx", "xlsx", "html") for language in ("th", "en")
    }
    pdf = public.file("pdf", "th")
    assert issued_file(pdf).startswith(b"%PDF-")
    later = submit_report(plan, ANNUAL, **coordinator)
    approve_version(later, **executive)
    with pytest.raises(FilesNotMade):
        publish_version(later, site=SITE, **coordinator)
    make_files(later, progress=nothing)
    publish_version(later, site=SITE, **coordinator)
    assert published_report("dip", "th-ita", 2567, ANNUAL).row.number == 2
    assert version_of(report_of(plan, ANNUAL), 1).state == "withdrawn"
    withdraw_version(later, **coordinator)
    with pytest.raises(VersionUnknown):
        published_report("dip", "th-ita", 2567, ANNUAL)
    told = AuditEntry.objects.filter(action__startswith="report.").values_list("action", flat=True)
    assert {"report.submitted", "report.approved", "report.published"} <= {*told}


@pytest.mark.usefixtures("plan_alone")
def test_a_published_report_is_put_forward_for_the_item_that_it_answers(
    plan, coordinator, executive
):
    numbered(plan, coordinator)
    version = submit_report(plan, ANNUAL, **coordinator)
    approve_version(version, **executive)
    make_files(version, progress=nothing)
    with pytest.raises(NoItemForReport):  # no round is open
        publish_version(version, as_evidence=True, site=SITE, **coordinator)
    version.refresh_from_db()
    assert version.state == "approved"
    round_ = plan_round(EditionLibrary().load("2569"), by=OPERATOR, now=NOON)
    enter_agencies(round_, ["dip"], by=OPERATOR, now=NOON)
    open_round(round_, by=OPERATOR, now=NOON)
    [link] = publish_version(version, as_evidence=True, site=SITE, **coordinator)
    disclosure = Disclosure.objects.get(links=link)
    assert disclosure.item == "O26"
    assert link.page.address == "https://ita.example/agencies/dip/2567/reports/annual/"


def test_a_photo_of_a_version_outlives_the_action(plan, coordinator):
    action = Action.objects.filter(theme__plan=plan).first()
    image = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(image, "PNG")
    attach_to_action(action, ContentFile(image.getvalue(), "ภาพ.png"), **coordinator)
    numbered(plan, coordinator)
    version = submit_report(plan, ANNUAL, **coordinator)
    drop_action(action, **coordinator)
    drop_unnamed(now=NOON + timedelta(days=400))
    stored_photo.cache_clear()
    files = [
        file
        for theme in ground_read(version.ground).plan.themes
        for one in theme.actions
        for file in one.files
    ]
    assert [bool(stored_photo(file.sha256)) for file in files] == [True]


def test_progress_reports_tell_of_the_plan_as_it_was_kept(plan, coordinator):
    six = ReportKind.PROGRESS_6
    with pytest.raises(SnapshotNeeded):
        words_today(plan, six)
    take_snapshot(plan, SnapshotKind.SIX_MONTHS, **coordinator)
    before = words_today(plan, six)
    measure = Measure.objects.filter(theme__plan=plan, state="done").first()
    set_measure_state(measure, MeasureState.RUNNING, **coordinator)
    assert words_today(plan, six) == before


def test_who_only_reads_cannot_write(plan, executive):
    with pytest.raises(NotAllowed):
        write_words(plan, ANNUAL, a_key(plan), Text("x", "x"), **executive)
