"""Actions, outcomes, files and tasks: who tells what, and what that does to measures."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from prongsai.directory.rules import NotAllowed, Role
from prongsai.directory.rules.agencies import UnitAtWork
from prongsai.directory.services.units import remove_unit
from prongsai.evidence.rules.links import LinkRefused
from prongsai.foundation.adapters.stored_files import stored_file
from prongsai.foundation.models import AuditEntry
from prongsai.foundation.rules.files import FileGone, FileNotTaken
from prongsai.improvement.adapters.pictures import without_notes
from prongsai.improvement.models import Action, ActionFile, Outcome, Task
from prongsai.improvement.rules.content import LinkContent, Period
from prongsai.improvement.rules.faults import PlanNotFollowed
from prongsai.improvement.rules.following import (
    MeasureNeeded,
    NotInPlan,
    PeriodBackwards,
    TaskDone,
    TaskNotDone,
    TooManyLinks,
    WordsMissing,
)
from prongsai.improvement.rules.states import SnapshotKind
from prongsai.improvement.services.attaching import (
    SHELF,
    attach_to_action,
    detach_from_action,
    drop_unnamed,
    file_of_action,
    told_with_files,
)
from prongsai.improvement.services.doings import (
    change_action,
    change_outcome,
    drop_action,
    drop_outcome,
    tell_action,
    tell_outcome,
)
from prongsai.improvement.services.snapshots import take_snapshot
from prongsai.improvement.services.tasks import finish_task, reopen_task
from prongsai.improvement.tests.following import an_approved_plan, coordinator, measures, officer
from prongsai.improvement.tests.planned import NOON, OPERATOR, a_plan, an_agency, somebody

pytestmark = pytest.mark.django_db
PLACE = b"13.7563 N"
TODAY = Period(date(2026, 11, 23), date(2026, 11, 23))


def told(measure, by, **more):
    return tell_action(
        measure.theme, **{"measures": [measure], "text": "ประชุมชี้แจง", "by": by, "now": NOON, **more}
    )


def test_an_officer_tells_what_the_unit_did_and_the_measure_runs():
    plan = an_approved_plan()
    survey, _ = measures(plan)
    by = officer(plan)
    links = [LinkContent("https://www.dip.go.th/news", "ข่าว")]
    action = told(survey, by, period=TODAY, units=list(survey.units.all()), links=links)
    survey.refresh_from_db()
    assert (survey.state, action.told_by_id, action.starts) == ("running", by.user, TODAY.starts)
    assert [(one.address, one.title) for one in action.links.all()] == [
        ("https://www.dip.go.th/news", "ข่าว")
    ]
    assert AuditEntry.objects.latest("number").action == "plan.action_told"


def test_an_officer_tells_nothing_of_measures_of_other_units():
    plan = an_approved_plan()
    survey, budget = measures(plan)
    survey.units.set(survey.units.filter(code="กง.กสอ."))
    by = officer(plan)
    with pytest.raises(NotAllowed):
        told(survey, by)
    with pytest.raises(NotAllowed):
        told(budget, by, measures=[budget, survey])
    assert told(budget, by).measures.get() == budget  # all units are responsible for it
    with pytest.raises(NotAllowed):
        told(budget, somebody(Role.OFFICER, an_agency("other"), "กต.สล.กสอ."))


def test_what_several_told_together_is_changed_by_each_but_not_spread():
    plan = an_approved_plan()
    survey, budget = measures(plan)
    survey.units.set(survey.units.filter(code="กง.กสอ."))
    together = told(survey, coordinator(plan), measures=[survey, budget])
    by = officer(plan)
    change_action(together, measures=[survey, budget], text="แก้ไข", by=by, now=NOON)
    alone = told(budget, by)
    with pytest.raises(NotAllowed):
        change_action(alone, measures=[budget, survey], text="ขยาย", by=by, now=NOON)
    together.refresh_from_db()
    assert together.text == "แก้ไข"


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.AUDITOR, Role.OVERSEER, Role.EVALUATOR])
def test_others_tell_nothing(role):
    plan = an_approved_plan()
    by = somebody(role, plan.agency if role is Role.EXECUTIVE else None)
    with pytest.raises(NotAllowed):
        told(measures(plan)[0], by)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"text": "  "}, WordsMissing),
        ({"measures": []}, MeasureNeeded),
        ({"period": Period(date(2026, 2, 1), date(2026, 1, 1))}, PeriodBackwards),
        ({"links": [LinkContent("javascript:alert(1)")]}, LinkRefused),
        ({"links": [LinkContent("https://a.go.th")] * 51}, TooManyLinks),
    ],
)
def test_what_cannot_be_printed_is_refused_and_nothing_is_kept(more, error):
    plan = an_approved_plan()
    with pytest.raises(error):
        told(measures(plan)[0], OPERATOR, **more)
    assert not Action.objects.exists()


def test_measures_and_units_of_another_plan_are_refused():
    plan = an_approved_plan()
    survey, _ = measures(plan)
    stranger = an_agency("other").units.get(code="กง.กสอ.")
    with pytest.raises(NotInPlan):
        told(survey, OPERATOR, units=[stranger])
    other = survey.theme.plan.themes.create(place=9, title="อื่น")
    with pytest.raises(NotInPlan):
        tell_action(other, measures=[survey], text="x", by=OPERATOR, now=NOON)


def test_nothing_is_told_of_a_draft():
    with pytest.raises(PlanNotFollowed):
        told(measures(a_plan())[0], OPERATOR)


def test_an_outcome_belongs_to_several_measures_and_is_taken_back():
    plan = an_approved_plan()
    survey, budget = measures(plan)
    by = coordinator(plan)
    outcome = tell_outcome(
        survey.theme, measures=[survey, budget], text="ร้อยละ 96.57", by=by, now=NOON
    )
    change_outcome(outcome, measures=[survey], text="ร้อยละ 97", by=by, now=NOON)
    assert [one.pk for one in Outcome.objects.get(text="ร้อยละ 97").measures.all()] == [survey.pk]
    drop_outcome(outcome, by=by, now=NOON)
    assert not Outcome.objects.exists()


def test_a_file_that_is_not_taken_lets_nothing_be_told():
    plan = an_approved_plan()
    by = coordinator(plan)
    doing = {"by": by, "now": NOON}
    bad = ContentFile(b"MZ", name="run.exe")
    with pytest.raises(FileNotTaken):
        told_with_files(lambda: told(measures(plan)[0], by), [bad], **doing)
    assert not Action.objects.exists()


def test_files_are_kept_once_handed_out_and_removed():
    plan = an_approved_plan()
    by = officer(plan)
    action = told(measures(plan)[0], by)
    paper = ContentFile(b"%PDF-1.7 x", name="../รายงาน.pdf")
    first = attach_to_action(action, paper, by=by, now=NOON)
    again = attach_to_action(action, ContentFile(b"%PDF-1.7 x", name="b.pdf"), by=by, now=NOON)
    assert (first.pk, first.name) == (again.pk, "รายงาน.pdf")
    assert file_of_action(action, first.pk).path.read_bytes() == b"%PDF-1.7 x"
    detach_from_action(action, first.pk, by=by, now=NOON)
    with pytest.raises(FileGone):
        detach_from_action(action, first.pk, by=by, now=NOON)
    assert not ActionFile.objects.exists()


def test_a_photograph_is_kept_without_the_place_where_it_was_taken():
    plan = an_approved_plan()
    by = officer(plan)
    action = told(measures(plan)[0], by)
    photo = a_photo()
    torn = ContentFile(photo[:1500], name="ก.jpg")
    with pytest.raises(FileNotTaken):
        attach_to_action(action, torn, by=by, now=NOON)
    kept = attach_to_action(action, ContentFile(photo, name="ข.jpg"), by=by, now=NOON)
    again = attach_to_action(action, ContentFile(photo, name="ค.jpg"), by=by, now=NOON)
    assert again.pk == kept.pk
    lies = stored_file(kept.sha256, shelf=SHELF).read_bytes()
    assert kept.size == len(lies)
    assert without_notes(lies) == lies


@pytest.mark.parametrize("kind", ["JPEG", "MPO", "PNG", "WEBP"])
def test_a_picture_loses_its_notes_and_stands_as_it_stood(kind):
    noted = a_photo(kind)
    plain = without_notes(noted)
    assert PLACE in noted
    assert PLACE not in plain
    with Image.open(io.BytesIO(plain)) as shown:
        assert dict(shown.getexif()) == {0x0112: 6}
        assert shown.size == (60, 40)


def test_what_has_no_notes_stays_to_the_byte():
    bare = io.BytesIO()
    Image.new("RGB", (60, 40)).save(bare, "PNG")
    for content in (bare.getvalue(), b"\x89PNG\r\n\x1a\n and so on", b""):
        assert without_notes(content) == content


def a_photo(kind="JPEG"):
    """A picture taken sideways, which says where."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, PLACE.decode()
    saved = io.BytesIO()
    Image.effect_noise((60, 40), 60).convert("RGB").save(saved, kind, exif=exif)
    return saved.getvalue()


def test_bytes_stay_as_long_as_an_action_or_a_snapshot_names_them():
    plan = an_approved_plan()
    by = coordinator(plan)
    action = told(measures(plan)[0], by)
    kept = attach_to_action(action, ContentFile(b"%PDF-1 kept", name="a.pdf"), by=by, now=NOON)
    take_snapshot(plan, SnapshotKind.SIX_MONTHS, by=by, now=NOON)
    gone = attach_to_action(action, ContentFile(b"%PDF-1 gone", name="b.pdf"), by=by, now=NOON)
    drop_action(action, by=by, now=NOON)
    assert drop_unnamed(now=NOON) == 0  # too fresh to tell
    assert drop_unnamed(now=NOON + timedelta(days=40_000)) == 1
    assert stored_file(kept.sha256, shelf=SHELF).is_file()
    with pytest.raises(FileGone):
        stored_file(gone.sha256, shelf=SHELF)


def test_a_task_is_finished_once_and_taken_up_again():
    plan = an_approved_plan()
    task = Task.objects.filter(unit__code="กต.สล.กสอ.").first()
    by = officer(plan)
    finish_task(task, note=" ส่งแล้ว ", by=by, now=NOON)
    task.refresh_from_db()
    assert (task.done_on, task.done_by_id, task.note) == (date(2026, 11, 23), by.user, "ส่งแล้ว")
    assert task.step.measure.state == "running"
    with pytest.raises(TaskDone):
        finish_task(task, by=by, now=NOON)
    reopen_task(task, by=by, now=NOON)
    with pytest.raises(TaskNotDone):
        reopen_task(task, by=by, now=NOON)
    task.refresh_from_db()
    assert (task.done_on, task.done_by, task.note) == (None, None, "ส่งแล้ว")


def test_a_unit_that_has_tasks_is_not_removed_from_the_agency():
    plan = an_approved_plan()
    before = Task.objects.count()
    with pytest.raises(UnitAtWork):
        remove_unit("dip", "กต.สล.กสอ.", by=coordinator(plan), now=NOON)
    assert Task.objects.count() == before


def test_a_task_is_for_its_unit_and_who_coordinates():
    plan = an_approved_plan()
    task = Task.objects.filter(unit__code="กง.กสอ.").first()
    for stranger in (officer(plan), somebody(Role.EXECUTIVE, plan.agency)):
        with pytest.raises(NotAllowed):
            finish_task(task, by=stranger, now=NOON)
    finish_task(task, by=coordinator(plan), now=NOON)
