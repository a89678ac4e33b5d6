"""Rounds for tests of disclosing."""

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from django.test import Client

from prongsai.assessments.models import Participation
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import GUARDED, OPERATOR, Actor, Role
from prongsai.directory.services.keys import make_key
from prongsai.evidence.models import Disclosure
from prongsai.evidence.rules.link_lines import NamedLink
from prongsai.evidence.services.disclosing import (
    approve_disclosure,
    disclosure_of,
    edit_and_submit,
)
from prongsai.foundation.queries import EditionLibrary

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def a_round(year: str, *agencies: str):
    for code in agencies:
        facts = {"searched": code, "ministry": f"กระทรวง {code}"}
        Agency.objects.get_or_create(code=code, defaults=facts)
    planned = plan_round(EditionLibrary().load(year), by=OPERATOR, now=NOON)
    enter_agencies(planned, list(agencies), by=OPERATOR, now=NOON)
    return open_round(planned, by=OPERATOR, now=NOON)


def participation_in(year: str, agency: str) -> Participation:
    return Participation.objects.get(round__year_be=int(year), agency__code=agency)


@dataclass(frozen=True)
class Member:
    """Somebody with a role: as rules see them, in a browser, and by their program."""

    actor: Actor
    browser: Client
    program: Client


def member(name: str, role: Role, agency: str = "") -> Member:
    """Make somebody who has one role, for an agency where that belongs to it."""
    user = User.objects.create_user(f"{name}@example.org", name=name)
    of = Agency.objects.get(code=agency) if agency else None
    Duty.objects.create(user=user, role=role.value, agency=of)
    if role in GUARDED:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    actor, browser = actor_of(user), Client()
    browser.force_login(user)
    key = make_key("test", by=actor, now=NOON)
    return Member(actor, browser, Client(headers={"authorization": f"Bearer {key}"}))


def approved(participation: Participation, item: str, *, agency: str = "dip") -> Disclosure:
    """Let an agency's executive stand for an item with a link."""
    executive, _ = User.objects.get_or_create(email=f"stands.for.{agency}@example.org")
    of = Agency.objects.get(code=agency)
    for role in (Role.EXECUTIVE, Role.COORDINATOR):
        Duty.objects.get_or_create(user=executive, role=role.value, agency=of)
    by = {"by": actor_of(executive), "now": NOON}
    links = [NamedLink(f"https://{agency}.example/{item}")]
    disclosure = disclosure_of(participation, item)
    edit_and_submit(disclosure, explanation="", exemption="", links=links, **by)
    return approve_disclosure(disclosure, **by)
