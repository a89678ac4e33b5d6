"""What a walk over all addresses finds there, made once for all tests of a module."""

from django.utils.timezone import now
from rights_table import JOB, OFFICER, PLANNED, WAY

from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency, Duty, Unit, User
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.models import BackgroundJob
from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.models import Measure, Plan, Theme
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.rules.content import SnapshotContent
from prongsai.improvement.rules.states import SnapshotKind
from prongsai.improvement.rules.storing import digest_of, snapshot_kept
from prongsai.reports.queries.ground import ground_kept
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.services.drafts import ground_of, held_report
from prongsai.results.models import Publication, ScoreRun
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files
from prongsai.surveys.models import Gate


def results_to_walk(facts):
    """Publish the results of one agency."""
    scored = score_files([facts], library=EditionLibrary())
    keep_results(scored, input_files([facts]), by=OPERATOR, now=now())


def round_to_walk():
    """Make a round of two agencies that collects answers."""
    for code in ("dip", "other"):
        ministry = "กระทรวงอุตสาหกรรม" if code == "dip" else "กระทรวงอื่น"
        Agency.objects.create(code=code, searched=code, ministry=ministry)
    round_ = plan_round(EditionLibrary().load("2566"), by=OPERATOR, now=now())
    enter_agencies(round_, ["dip", "other"], by=OPERATOR, now=now())
    opened = open_round(round_, by=OPERATOR, now=now())
    first = opened.participations.get(agency__code="dip")
    officer = User.objects.create(pk=OFFICER, email="an.officer@example.org")
    Duty.objects.create(user=officer, role="officer", agency=first.agency)
    Gate.objects.create(participation=first, instrument=0, kind="codes", token=WAY)
    empty = {"inputs": [], "agencies": 0, "made_at": now()}
    run = ScoreRun.objects.create(pk=1, edition=opened.edition, **empty)
    Publication.objects.create(framework="th-ita", year_be=2566, run=run, published_at=now())
    plan_to_walk(first.agency)
    BackgroundJob.objects.create(pk=JOB, kind="results.score_round", asked_at=now())


def plan_to_walk(agency):
    """Make a plan of which everything has the same number."""
    one, day = {"pk": PLANNED}, now().date()
    plan = Plan.objects.create(
        **one, agency=agency, framework="th-ita", year_be=2567, state="approved", made_at=now()
    )
    # Operations of the API name the year of the round.
    of_round = Plan.objects.create(agency=agency, framework="th-ita", year_be=2566, made_at=now())
    theme = Theme.objects.create(**one, plan=plan, place=0, title="x")
    measure = Measure.objects.create(**one, theme=theme, number=1, title="x", all_units=True)
    action = theme.actions.create(**one, place=1, text="x", told_at=now())
    outcome = theme.outcomes.create(**one, place=1, text="x")
    action.measures.set([measure])
    outcome.measures.set([measure])
    plan.appointments.create(**one, number="1", dated=day, title="x")
    meeting = plan.meetings.create(**one, held_on=day, title="x")
    meeting.decisions.create(**one, place=1, text="x")
    kept = SnapshotContent(SnapshotKind.BASELINE, day, content_of(plan))
    content = snapshot_kept(kept)
    plan.snapshots.create(
        **one, kind="baseline", taken_at=now(), content=content, sha256=digest_of(content)
    )
    measure.units.set([Unit.objects.create(agency=agency, code="u1")])
    for one_plan in (plan, of_round):
        report = held_report(one_plan, ReportKind.ANNUAL)
        ground = ground_kept(ground_of(one_plan, report, on=day))
        report.versions.create(number=1, made_at=now(), ground=ground, sha256=digest_of(ground))
