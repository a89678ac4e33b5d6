"""Plans that are being followed up, and people in front of their pages."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.test import Client

from prongsai.directory.models import User
from prongsai.directory.rules import Actor, Role
from prongsai.improvement.models import Measure, Plan
from prongsai.improvement.services.plans import approve_plan, submit_plan
from prongsai.improvement.tests.planned import NOON, OPERATOR, a_plan, executive_of, somebody

PLAN = "/en/desk/plans/th-ita/2567/dip/"


def an_approved_plan() -> Plan:
    """The small plan, sent and approved."""
    plan = a_plan()
    submit_plan(plan, by=OPERATOR, now=NOON)
    return approve_plan(plan, by=executive_of(plan.agency), now=NOON)


def measures(plan: Plan) -> list[Measure]:
    return list(Measure.objects.filter(theme__plan=plan).order_by("theme__place", "number"))


def officer(plan: Plan, unit: str = "กต.สล.กสอ.") -> Actor:
    return somebody(Role.OFFICER, plan.agency, unit)


def coordinator(plan: Plan) -> Actor:
    return somebody(Role.COORDINATOR, plan.agency)


def browser_of(actor: Actor) -> Client:
    """A browser in which somebody is logged in, with a second factor where one is needed."""
    user = User.objects.get(pk=actor.user)
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
    )
    client = Client()
    client.force_login(user)
    return client


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def day(month: int, number: int) -> date:
    return date(2026, month, number)
