"""The working area in a browser: its pages bar nobody, on a telephone too, in both languages."""

import pytest
from barriers import pages_that_bar
from logged_in import log_in, told_by

#: Makes two plans and an account for each role, and prints the session of each.
SESSIONS = """
from dataclasses import replace
from django.utils.timezone import now
from prongsai.config.demonstrated_plan import show_printed_plan
from prongsai.directory.models import Unit
from prongsai.directory.rules import OPERATOR
from prongsai.improvement.services.plans import approve_plan, submit_plan
from prongsai.improvement.tests.planned import UNITS, a_plan, executive_of, small_content
show_printed_plan(now())
plan = a_plan(replace(small_content(), year_be=2570))
submit_plan(plan, by=OPERATOR, now=now())
approve_plan(plan, by=executive_of(plan.agency), now=now())
for role in Role:
    print(role.value, session_of(person(role.value, role, f"{role.value}@example.org")))
clerk = Duty.objects.filter(role="officer")
clerk.update(unit=Unit.objects.get(agency=plan.agency, code=UNITS[0]))
"""
ROUND = "/desk/rounds/th-ita/2566/"
OWN = f"{ROUND}agencies/dip/"
#: A plan that was carried out, and one that is.
PLAN, CURRENT = (f"/desk/plans/th-ita/{year}/dip/" for year in (2567, 2570))
#: A page, or the word that there is nothing to see before the round closes.
SHOWN = {200, 409}
PAGES = {
    "central": [
        *("/desk/", "/desk/rounds/plan/", "/desk/people/", "/desk/people/invite/"),
        *("/desk/agencies/", "/desk/agencies/dip/", "/desk/import/people/", "/me/", "/me/keys/"),
        *(ROUND, f"{ROUND}enter/", f"{ROUND}phases/collection/", f"{ROUND}coverage/"),
        *(f"{ROUND}close/", f"{ROUND}scores/", f"{ROUND}answers/", f"{ROUND}quality/"),
        *(f"{ROUND}reviews/", f"{ROUND}links/", f"{OWN}interviews/", "/desk/reviews/"),
    ],
    "coordinator": [
        *("/desk/", OWN, f"{OWN}ways-in/", f"{OWN}import/", f"{OWN}quality/"),
        *(f"{OWN}disclosures/", f"{OWN}disclosures/O1/", f"{OWN}disclosures/paste/"),
        *(f"{OWN}disclosures/O1/objection/", f"{OWN}links/", "/desk/people/"),
    ],
    "coordinator of a plan": [
        *("/desk/plans/", PLAN, f"{PLAN}points/", f"{PLAN}board/", f"{PLAN}calendar/"),
        *(f"{PLAN}units/", f"{PLAN}snapshots/", f"{PLAN}snapshots/1/", f"{PLAN}effect/"),
        *(f"{PLAN}group/", f"{PLAN}measures/1/", f"{PLAN}actions/1/", f"{PLAN}outcomes/1/"),
        *(f"{CURRENT}draft/", f"{CURRENT}refresh/", f"{CURRENT}themes/new/", f"{CURRENT}decide/"),
        *(f"{CURRENT}measures/new/", f"{PLAN}measures/1/edit/", f"{PLAN}measures/1/delete/"),
        *(f"{CURRENT}snapshots/six-months/", f"{CURRENT}group/new/", f"{CURRENT}meetings/new/"),
        f"{PLAN}import/",
    ],
    "coordinator of a report": [
        *(f"{PLAN}reports/", f"{PLAN}reports/annual/", f"{PLAN}reports/annual/send/"),
        *(f"{PLAN}reports/annual/words/cover.title/", f"{PLAN}reports/progress-6/"),
        "/desk/check-report/",
    ],
    "officer": ["/desk/", "/desk/tasks/", CURRENT],
    "executive": ["/desk/", OWN, f"{OWN}disclosures/O1/", f"{CURRENT}decide/"],
    "evaluator": ["/desk/", "/desk/reviews/", "/desk/objections/"],
    "interviewer": ["/desk/", "/desk/interviews/"],
}


@pytest.fixture(scope="module")
def sessions(collecting_site):
    return told_by(collecting_site, SESSIONS)


@pytest.mark.parametrize(("width", "prefix"), [(1280, "/en"), (390, "")])
@pytest.mark.parametrize("role", PAGES)
def test_the_working_area_bars_nobody(window, collecting_site, sessions, role, width, prefix):
    page = window(width=width)
    log_in(page, collecting_site, sessions[role.split()[0]])
    assert not pages_that_bar(page, prefix, PAGES[role], shown=SHOWN)
