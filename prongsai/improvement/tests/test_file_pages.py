"""A plan's file on pages: sent, looked at, its units named, imported, given out."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prongsai.directory.rules import Role
from prongsai.improvement.models import Plan
from prongsai.improvement.queries.contents import content_of
from prongsai.improvement.rules.states import PlanState
from prongsai.improvement.tests.following import PLAN, browser_of, coordinator, text
from prongsai.improvement.tests.planned import a_plan, an_agency, somebody

pytestmark = pytest.mark.django_db
IMPORT, CHECK = f"{PLAN}import/", f"{PLAN}import/check/"
TABLE = (
    "ประเด็น,มาตรการ,สรุปผลการดำเนินการ,ระยะเวลา,ผู้รับผิดชอบ\n"
    "การให้บริการ,1. จัดทำคู่มือ,ทำแล้ว,ต.ค. 66 - ก.ย. 67,กง.กสอ.\n"
    "การให้บริการ,2. อบรมเจ้าหน้าที่,อบรมแล้ว,เร็ว ๆ นี้,กองแผน\n"
)


def sent(browser, name="plan.csv", content=TABLE):
    body = content if isinstance(content, bytes) else content.encode()
    return browser.post(IMPORT, {"file": SimpleUploadedFile(name, body)})


def mark_of(page):
    return text(page).split('name="sha256" value="')[1].split('"')[0]


@pytest.fixture
def browser():
    plan = a_plan()
    return plan, browser_of(coordinator(plan))


def test_a_file_is_looked_at_then_its_units_named_then_imported(browser):
    plan, page = browser
    before = content_of(plan)
    assert "ประเด็นที่ 1" in text(page.get(IMPORT))
    assert sent(page).headers["location"].endswith("import/check/")

    checked = page.get(CHECK)
    assert content_of(plan) == before
    told = text(checked)
    assert "เร็ว ๆ นี้" in told
    assert "กองแผน" in told
    assert "จัดทำคู่มือ" in told
    unnamed = page.post(CHECK, {"sha256": mark_of(checked)})
    assert unnamed.status_code == 422
    assert content_of(plan) == before

    done = page.post(CHECK, {"sha256": mark_of(checked), "unit-0": "*"}, follow=True)

    assert "2 measures came in." in text(done)
    [theme] = content_of(plan).themes
    assert theme.title == "การให้บริการ"
    assert theme.measures[1].all_units
    assert page.get(CHECK).headers["location"].endswith("/import/")


def test_another_file_in_between_is_not_imported_unseen(browser):
    plan, page = browser
    before = content_of(plan)
    sent(page)
    mark = mark_of(page.get(CHECK))
    sent(page, content=TABLE.replace("กองแผน", "กง.กสอ."))

    assert "no longer here" in text(page.post(CHECK, {"sha256": mark}), 422)
    assert content_of(plan) == before


def test_a_file_that_is_put_away_changes_nothing(browser):
    plan, page = browser
    before = content_of(plan)
    sent(page)

    assert "as it was" in text(page.post(CHECK, {"drop": "1"}, follow=True))
    assert content_of(plan) == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("plan.exe", b"MZ", 422), ("plan.docx", b"no package", 422), ("plan.csv", "a\n1\n", 422)],
)
def test_a_file_that_is_none_is_told_on_the_page(browser, name, content, code):
    _, page = browser
    answer = sent(page, name, content)
    if answer.status_code == 302:
        answer = page.get(CHECK)

    assert name in text(answer, code)


def test_an_approved_plan_is_not_replaced(browser):
    plan, page = browser
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED.value)

    assert "cannot be replaced" in text(page.get(IMPORT))
    sent(page)
    assert page.get(CHECK).status_code == 409


@pytest.mark.parametrize("form", ["xlsx", "docx", "json"])
def test_every_reader_takes_the_plan_away_as_a_file(form):
    a_plan()
    auditor = browser_of(somebody(Role.AUDITOR))

    answer = auditor.get(f"{PLAN}export.{form}")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="plan-dip-2567.{form}"'
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        assert sheet["A2"].value.startswith("Theme 1")
    assert auditor.get(f"{PLAN}export.pdf").status_code == 404
    assert auditor.get(IMPORT).status_code == 403
    stranger = browser_of(somebody(Role.COORDINATOR, an_agency("other")))
    assert stranger.get(f"{PLAN}export.json").status_code == 403
