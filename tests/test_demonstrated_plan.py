"""The demonstration shows the plan that a department printed, whole and carried out."""

import pytest
from django.utils.timezone import localdate, now

from prongsai.config.demonstrated_plan import OFFICERS_UNIT, show_printed_plan
from prongsai.config.demonstration import fill
from prongsai.directory.models import Agency, Unit
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.models import Task
from prongsai.improvement.queries.contents import content_of, latest_snapshot, snapshot_content
from prongsai.improvement.rules.ordering import in_order
from prongsai.improvement.rules.states import SnapshotKind
from prongsai.improvement.services.printed import printed_plan
from prongsai.reports.queries.ground import gathered
from prongsai.reports.rules.kinds import ReportKind
from prongsai.results.models import ScoreRun
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import no_progress, score_files

pytestmark = pytest.mark.django_db


def test_the_printed_plan_is_approved_carried_out_and_kept(dip):
    keep_results(
        score_files([dip], library=EditionLibrary()), input_files([dip]), by=OPERATOR, now=now()
    )

    plan = show_printed_plan(now())

    shown = content_of(plan)
    printed = printed_plan("dip", "th-ita", 2567).content
    assert shown.basis_year_be == printed.basis_year_be == 2565
    assert {p.code: p.reason for p in shown.points} == {p.code: p.reason for p in printed.points}
    assert sum(point.gain > 0 for point in shown.points) > len(shown.points) / 2
    assert [without_order(t) for t in shown.themes] == [without_order(t) for t in printed.themes]
    assert Unit.objects.filter(agency__code="dip", code=OFFICERS_UNIT).exists()
    assert not Task.objects.filter(done_on=None).exists()
    for kind in (SnapshotKind.BASELINE, SnapshotKind.TWELVE_MONTHS):
        assert snapshot_content(latest_snapshot(plan, kind)).plan == shown == in_order(shown)

    Task.objects.update(done_on=None)
    told = gathered(plan, ReportKind.PROGRESS_12, on=localdate()).tasks.values()
    assert sum(one.every for one in told) == Task.objects.count()
    assert not any(one.late for one in told), "of measures that are done nothing is late"


def without_order(theme):
    measures = tuple((m.title, m.units, m.all_units, m.period, m.steps) for m in theme.measures)
    return theme.title, measures, theme.actions, theme.outcomes


def test_a_demonstration_that_broke_off_is_not_half_there(tmp_path):
    results = tmp_path / "results.csv"
    results.write_text("agency,year_be,indicator1\nother,2566,50\n")

    with pytest.raises(Agency.DoesNotExist):  # whose plan it shows
        fill([results], EditionLibrary(), no_progress)

    assert not ScoreRun.objects.exists()
