"""Plans for programs, by keys of people with each role."""

import pytest

from prongsai.directory.rules import Role
from prongsai.evidence.tests.disclosed import member
from prongsai.improvement.rules.storing import plan_kept
from prongsai.improvement.tests.planned import an_agency, small_content

pytestmark = pytest.mark.django_db
PLAN = "/api/v1/plans/th-ita/2567/dip"


def sent(one, method, address, body=None, status=200):
    answer = getattr(one.program, method)(address, body or {}, content_type="application/json")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def shown(one, address, status=200):
    answer = one.program.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


@pytest.fixture
def coordinator():
    an_agency()
    return member("coordinator", Role.COORDINATOR, "dip")


def test_a_plan_goes_its_way(coordinator):
    executive = member("executive", Role.EXECUTIVE, "dip")
    assert sent(coordinator, "post", PLAN, status=201)["state"] == "draft"
    assert sent(coordinator, "post", PLAN, status=409)["code"] == "IMPROVEMENT-005"
    content = plan_kept(small_content())
    assert sent(coordinator, "put", PLAN, content) == shown(coordinator, PLAN) == content
    assert [p["open"] for p in shown(executive, f"{PLAN}/points")] == [False, False, False]
    assert shown(executive, f"{PLAN}/proposals") == []
    assert sent(coordinator, "post", f"{PLAN}/draft") == {"measures": 0}
    assert sent(coordinator, "post", f"{PLAN}/refresh") == content
    sent(coordinator, "post", f"{PLAN}/submit")
    sent(executive, "post", f"{PLAN}/return", {"words": "แก้\0"}, status=422)
    assert sent(executive, "post", f"{PLAN}/return", {"words": "แก้"}) == {"state": "returned"}
    sent(coordinator, "post", f"{PLAN}/submit")
    assert sent(executive, "post", f"{PLAN}/approve") == {"state": "approved"}
    kept = sent(coordinator, "post", f"{PLAN}/snapshots", {"kind": "six-months"}, status=201)
    assert (kept["kind"], kept["measures"]) == ("six-months", 2)
    assert [s["kind"] for s in shown(executive, f"{PLAN}/snapshots")] == ["six-months", "baseline"]
    progress = shown(coordinator, f"{PLAN}/progress?on=2024-04-01")
    assert (progress["whole"]["tasks"]["late"], progress["changes"]) == (4, [])
    assert {one["verdict"] for one in shown(executive, f"{PLAN}/effect")} == {"no-result"}
    assert sent(coordinator, "post", f"{PLAN}/close") == {"state": "closed"}
    (line,) = shown(executive, "/api/v1/plans")["plans"]
    assert (line["agency"], line["state"], line["measures"]) == ("dip", "closed", 2)


def test_what_is_no_plan_is_refused_with_its_place(coordinator):
    sent(coordinator, "post", PLAN, status=201)
    content = plan_kept(small_content())
    wrong = {**content, "themes": [{"title": "x", "measures": [{"number": "one"}]}]}
    answer = sent(coordinator, "put", PLAN, wrong, status=422)
    assert answer["code"] == "IMPROVEMENT-011"
    assert "themes.0.measures.0" in answer["title"]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "x\0"},
        {"title": "\ud800"},
        {"title": "x" * 10_001},
        {"title": " "},
        {"library": "x" * 81},
        {"counter": "x" * 81},
        {"budget": "1" * 13},
        {"budget": "0.001"},
        {"budget": "-1"},
        {"counter_goal": -1},
        {"counter_goal": 2**31},
        {"period": {"starts": "2024-02-01", "ends": "2024-01-01"}},
        {"units": ["?"]},
        {"points": ["X9"]},
        {"number": 2},
    ],
)
def test_what_does_not_fit_into_the_tables_is_refused(coordinator, change):
    sent(coordinator, "post", PLAN, status=201)
    content = plan_kept(small_content())
    measure = {**content["themes"][0]["measures"][0], **change}
    content["themes"] = [{"title": "x", "measures": [measure]}]
    assert sent(coordinator, "put", PLAN, content, status=422)["code"].startswith("IMPROVEMENT")


@pytest.mark.parametrize("year", [0, 1, 9999, 10**12])
def test_years_that_nobody_plans_for_are_refused(coordinator, year):
    address = f"/api/v1/plans/th-ita/{year}/dip"
    assert sent(coordinator, "post", address, status=422)["code"] == "IMPROVEMENT-017"
    assert shown(coordinator, address, status=404)["code"] == "IMPROVEMENT-004"


def test_strangers_read_nothing(coordinator):
    sent(coordinator, "post", PLAN, status=201)
    an_agency("other", "กระทรวงอื่น")
    for role in (Role.EVALUATOR, Role.INTERVIEWER):
        one = member(role.value, role)
        shown(one, PLAN, status=403)
        shown(one, "/api/v1/plans", status=403)
    stranger = member("stranger", Role.COORDINATOR, "other")
    shown(stranger, PLAN, status=403)
    assert shown(stranger, "/api/v1/plans")["plans"] == []
