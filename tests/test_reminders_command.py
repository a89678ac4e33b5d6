"""`prongsai plans remind`: for cron, where no worker runs."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from prongsai.improvement.models import Task
from prongsai.improvement.tests.following import an_approved_plan, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path


def test_units_are_reminded_once(prongsai, mailoutbox):
    plan = an_approved_plan()
    officer(plan)
    task = Task.objects.filter(unit__code="กต.สล.กสอ.").first()
    Task.objects.exclude(pk=task.pk).delete()
    Task.objects.update(due=localdate() + timedelta(days=3))
    told = prongsai("plans", "remind", "--json").json
    assert told == {"measures_done": 0, "letters": 1, "soon": 1, "overdue": 0, "escalated": 0}
    assert "0 letters" in prongsai("plans", "remind", "--lang", "en").out
    assert f"/desk/tasks/{task.pk}/" in mailoutbox[0].body
