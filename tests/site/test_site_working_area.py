"""The working area in a browser: its pages bar nobody, on a telephone too, in both languages."""

import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from running_site import environment_of

AXE = Axe()
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
#: Makes an account for each role, and prints the session of each.
SESSIONS = """
from prongsai.config.site import prepare_site
prepare_site()
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import OF_AGENCY, Role
for role in Role:
    user = User.objects.create_user(f"{role.value}@example.org", name=role.value)
    of = Agency.objects.get(code="dip") if role in OF_AGENCY else None
    Duty.objects.create(user=user, role=role.value, agency=of)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(role.value, session.session_key)
"""
ROUND = "/desk/rounds/th-ita/2566/"
OWN = f"{ROUND}agencies/dip/"
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
    "executive": ["/desk/", OWN, f"{OWN}disclosures/O1/"],
    "evaluator": ["/desk/", "/desk/reviews/", "/desk/objections/"],
    "interviewer": ["/desk/", "/desk/interviews/"],
}


@pytest.fixture(scope="module")
def sessions(collecting_site):
    told = subprocess.run(
        [sys.executable, "-c", SESSIONS],
        env=environment_of(collecting_site.home),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(line.split() for line in told.stdout.splitlines())


@pytest.mark.parametrize(
    ("width", "scheme", "prefix"),
    [(1280, "light", "/en"), (390, "dark", ""), (390, "light", "/en")],
)
@pytest.mark.parametrize("role", PAGES)
def test_the_working_area_bars_nobody(
    window, collecting_site, sessions, role, width, scheme, prefix
):
    page = window(width=width, scheme=scheme)
    cookie = {"name": "sessionid", "value": sessions[role], "url": collecting_site.address}
    page.context.add_cookies([cookie])
    wrong = {}
    for path in PAGES[role]:
        answer = page.goto(f"{prefix}{path}")
        found = AXE.run(page, options=EVERYTHING)
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if answer.status not in SHOWN or found.violations_count or too_wide > 0:
            wrong[path] = (answer.status, found.generate_report()[:500], too_wide)
    assert not wrong
