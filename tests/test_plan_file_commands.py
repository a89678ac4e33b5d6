"""`prongsai plans export` and `import`: a plan into a file, and out of one."""

import json

import pytest
from django.utils.timezone import now

from prongsai.directory.models import Agency, Unit
from prongsai.directory.rules import OPERATOR
from prongsai.improvement.models import Plan
from prongsai.improvement.queries.contents import content_of, plan_of
from prongsai.improvement.services.plans import begin_plan, fill_plan
from prongsai.improvement.services.printed import printed_plan

pytestmark = pytest.mark.django_db(transaction=True)
WHERE = ("2567", "dip")


@pytest.fixture(autouse=True)
def plan(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    agency = Agency.objects.create(code="dip", searched="dip")
    printed = printed_plan("dip", "th-ita", 2567)
    Unit.objects.bulk_create(Unit(agency=agency, code=code) for code in printed.units)
    plan = begin_plan(agency, "th-ita", 2567, by=OPERATOR, now=now())
    fill_plan(plan, printed.content, by=OPERATOR, now=now())


@pytest.mark.parametrize("form", ["xlsx", "docx", "json"])
def test_a_plan_goes_into_a_file_and_comes_back(prongsai, tmp_path, form):
    before, file = content_of(plan_of("dip", "th-ita", 2567)), tmp_path / f"plan.{form}"
    assert str(file) in prongsai("plans", "export", *WHERE, "--out", file).out
    Plan.objects.get().themes.all().delete()

    tried = prongsai("plans", "import", *WHERE, file, "--dry-run", "--json").json
    assert (tried["themes"], tried["measures"], tried["doubts"]) == (7, 30, [])
    assert not content_of(plan_of("dip", "th-ita", 2567)).themes
    assert "30 measures" in prongsai("plans", "import", *WHERE, file, "--lang", "en").out

    assert content_of(plan_of("dip", "th-ita", 2567)) == before


def test_names_of_units_are_given_a_meaning(prongsai, tmp_path):
    file = tmp_path / "plan.csv"
    file.write_text("มาตรการ,ผู้รับผิดชอบ,ระยะเวลา\n1. อบรม,กองใหม่,ต้นปี\n", encoding="utf-8")

    told = prongsai("plans", "import", *WHERE, file, "--dry-run", "--lang", "en").out
    assert "กองใหม่" in told
    assert "row 2" in told
    refused = prongsai("plans", "import", *WHERE, file)
    assert refused.code == 2
    assert "IMPROVEMENT-006" in refused.err
    taken = prongsai("plans", "import", *WHERE, file, "--unit", "กองใหม่=กง.กสอ.", "--json")
    assert json.loads(taken.out)["measures"] == 1

    assert content_of(plan_of("dip", "th-ita", 2567)).measures[0].units == ("กง.กสอ.",)
    assert prongsai("plans", "import", *WHERE, file, "--unit", "กองใหม่").code == 2


def test_what_cannot_be_done_is_one_line(prongsai, tmp_path):
    for words in (
        ("export", *WHERE, "--out", tmp_path / "plan.pdf"),
        ("import", *WHERE, tmp_path / "nothing.docx"),
        ("import", "2566", "dip", tmp_path / "nothing.docx"),
    ):
        answer = prongsai("plans", *words)
        assert answer.code == 2
        assert answer.err.count("\n") == 1
