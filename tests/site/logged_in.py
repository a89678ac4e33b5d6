"""People who are logged in to a running site, without typing a password."""

import subprocess
import sys

from running_site import environment_of

#: What scripts begin with that make people: `session_of(user)` logs one in, second factor and all.
BEGINNING = """
from prongsai.config.site import prepare_site
prepare_site()
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import OF_AGENCY, Role

def person(name, role, email):
    user = User.objects.create_user(email, name=name)
    of = Agency.objects.get(code="dip") if role in OF_AGENCY else None
    Duty.objects.create(user=user, role=role.value, agency=of)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user

def session_of(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
"""


def told_by(site, script: str) -> dict[str, str]:
    """Run a script on the home of a site; return what it prints, a name and a word a line."""
    told = subprocess.run(
        [sys.executable, "-c", BEGINNING + script],
        env=environment_of(site.home),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(line.split() for line in told.stdout.splitlines())


def log_in(page, site, session: str) -> None:
    """Let a window be somebody's."""
    cookie = {"name": "sessionid", "value": session, "url": site.address}
    page.context.add_cookies([cookie])
