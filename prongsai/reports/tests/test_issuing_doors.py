"""Reports issued on pages, by the API and from the command line, over the same steps."""

import json
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from prongsai.config.main import main
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import Role
from prongsai.directory.services.keys import make_key
from prongsai.foundation.models import BackgroundJob
from prongsai.improvement.models import Measure
from prongsai.improvement.rules.states import MeasureState
from prongsai.reports.models import Report, Version
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.services.drafts import held_report
from prongsai.reports.services.issuing import approve_version, make_files, submit_report
from prongsai.reports.tests.test_issuing import NOON, nothing, numbered
from prongsai.results.models import Publication

WHERE = {"framework": "th-ita", "year": 2567, "agency": "dip", "kind": "annual"}
API = "/api/v1/plans/th-ita/2567/dip/reports/annual"


@pytest.fixture
def people(plan):
    """One of each role of the agency."""
    agency = Agency.objects.get(code="dip")
    made = {}
    for role in (Role.COORDINATOR, Role.EXECUTIVE):
        user = User.objects.create_user(f"{role.value}@dip.example", "long enough 123")
        Duty.objects.create(user=user, role=role.value, agency=agency)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        made[role] = user
    return made


def at(name, **more):
    return reverse(f"reports:{name}", kwargs={**WHERE, **more})


def particulars():
    signers = {
        f"{duty}_{field}": "" for duty in ("prepared", "checked") for field in ("name", "position")
    }
    return {
        "number": "อก 0401/123",
        "dated": "30/04/2567",
        "approved_name": "นางสาวมาลี ใจดี",
        "approved_position": "อธิบดี",
        **signers,
    }


def test_a_report_is_written_sent_approved_and_read_on_pages(client, people):
    client.force_login(people[Role.COORDINATOR])
    assert "คำนำ" in client.get(at("draft")).text
    client.post(at("words", key="cover.title"), {"th": "รายงานของเราเอง", "en": ""})
    assert "รายงานของเราเอง" in client.get(at("draft")).text
    unnumbered = client.post(at("send"))
    assert (unnumbered.status_code, "เลขที่" in unnumbered.text) == (422, True)
    assert client.post(at("draft"), particulars()).status_code == 302
    assert client.post(at("send")).status_code == 302
    page = client.get(at("preview", form="html")).text
    assert "รายงานของเราเอง" in page
    assert "อก 0401/123" in page
    client.force_login(people[Role.EXECUTIVE])
    here = at("version", number=1)
    assert client.post(here, {"do": "return", "words": ""}).status_code == 422
    assert client.post(here, {"do": "approve"}).status_code == 302
    pdf = client.get(at("version_file", number=1, language="th", form="pdf"))
    assert pdf.content.startswith(b"%PDF-")
    client.force_login(people[Role.COORDINATOR])
    assert client.post(here, {"do": "publish"}).status_code == 422  # its files are not there yet
    make_files(Version.objects.get(), progress=nothing)
    assert client.post(here, {"do": "publish"}).status_code == 302
    client.logout()
    public = client.get("/agencies/dip/2567/reports/annual/")
    assert public.status_code == 200
    assert "อก 0401/123" in public.text


def test_who_only_looks_at_a_report_changes_nothing(client, people):
    client.force_login(people[Role.EXECUTIVE])
    for address in (at("draft"), at("preview", form="html")):
        assert client.get(address).status_code == 200
    assert client.get(at("version", number=1)).status_code == 404
    assert not Report.objects.exists()


def test_files_whose_making_broke_off_are_asked_for_again(client, people, plan):
    own, executive = ({"by": actor_of(user), "now": NOON} for user in people.values())
    numbered(plan, own)
    approve_version(submit_report(plan, ReportKind.ANNUAL, **own), **executive)
    client.force_login(people[Role.COORDINATOR])
    here = at("version", number=1)
    assert client.post(here, {"do": "files"}).status_code == 422  # they are being made
    BackgroundJob.objects.update(state="failed")
    assert 'value="files"' in client.get(here).text
    assert client.post(here, {"do": "files"}).status_code == 302
    assert BackgroundJob.objects.filter(state="waiting").count() == 1


def test_words_left_as_they_are_are_no_edit_and_lost_ones_can_be_removed(client, people, plan):
    client.force_login(people[Role.COORDINATOR])
    page = client.get(at("words", key="cover.title"))
    form = page.context["form"]
    client.post(
        at("words", key="cover.title"), {"th": form["th"].value(), "en": form["en"].value()}
    )
    report = held_report(plan, ReportKind.ANNUAL)
    assert not report.edits.exists()
    report.edits.create(key="gone.words", th="เดิม", written_at=NOON)
    assert "gone.words" in client.get(at("draft")).text
    assert "เดิม" in client.get(at("lost_words", key="gone.words")).text
    assert client.post(at("lost_words", key="gone.words")).status_code == 302
    assert not report.edits.exists()


def test_data_that_changed_are_shown_beside_the_words_that_stand_on_them(client, people, plan):
    client.force_login(people[Role.COORDINATOR])
    report_page = client.get(at("draft"))
    keys = {row.key: row.now for part in report_page.context["parts"] for row in part.rows}
    Measure.objects.filter(theme__plan=plan, state="done").update(state=MeasureState.RUNNING.value)
    changed = client.get(at("draft"))
    now = {row.key: row.now for part in changed.context["parts"] for row in part.rows}
    moved = next(key for key, text in keys.items() if now.get(key, text) != text)
    Measure.objects.filter(theme__plan=plan).update(state=MeasureState.DONE.value)
    client.post(at("words", key=moved), {"th": "เราทำครบ", "en": "We did it all"})
    Measure.objects.filter(theme__plan=plan).update(state=MeasureState.RUNNING.value)
    assert client.get(at("draft")).context["stale"]
    assert client.get(at("words", key=moved)).context["row"].is_stale
    assert client.post(at("send")).status_code == 422


def call(client, method, path, key, body=None):
    headers = {"Authorization": f"Bearer {key}"}
    sent = (
        {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    )
    return getattr(client, method)(f"{API}{path}", **sent, headers=headers)


def test_a_program_takes_a_report_the_same_way(client, people):
    keys = {role: make_key("x", by=actor_of(user), now=NOON) for role, user in people.items()}
    own, executive = keys[Role.COORDINATOR], keys[Role.EXECUTIVE]
    words = call(client, "get", "/words", own).json()
    assert len(words) > 30
    Publication.objects.all().delete()  # what follows is done in half the time without results
    key = words[0]["key"]
    assert call(client, "put", f"/words/{key}", own, {"th": "ใหม่"}).status_code == 204
    assert call(client, "get", "/words", own).json()[0]["th"] == "ใหม่"
    assert call(client, "delete", f"/words/{key}", own).status_code == 204
    told = {
        "number": "1/2567",
        "dated": "2024-04-30",
        "signers": [{"duty": "approved", "name": "ก"}],
    }
    assert call(client, "put", "/particulars", own, told | {"number": "1" * 101}).status_code == 422
    assert call(client, "put", "/particulars", own, told).status_code == 204
    assert call(client, "post", "/versions", own).json()["state"] == "submitted"
    assert call(client, "post", "/versions/1/approve", own).status_code == 403
    assert call(client, "post", "/versions/1/approve", executive).json()["state"] == "approved"
    assert (
        call(client, "get", "/versions/1/en.html", own)
        .headers["Content-Type"]
        .startswith("text/html")
    )
    make_files(Version.objects.get(), progress=nothing)
    published = call(client, "post", "/versions/1/publish", own, {"evidence": False})
    assert published.json()["state"] == "published"
    assert call(client, "get", "/versions", own).json()[0]["published_at"]


@pytest.mark.usefixtures("plan_alone")
def test_an_operator_issues_reports_from_the_command_line(people, capsys):
    assert (
        main(["issue", "particulars", "2567", "dip", "--number", "1/2567", "--date", "2024-04-30"])
        == 0
    )
    assert main(["issue", "send", "2567", "dip"]) == 0
    assert (
        main(["issue", "approve", "2567", "dip", "--version", "1", "--as", "executive@dip.example"])
        == 0
    )
    assert (
        main(["issue", "publish", "2567", "dip", "--version", "1", "--site", "https://x.example"])
        == 0
    )
    capsys.readouterr()
    assert main(["issue", "list", "2567", "dip", "--json"]) == 0
    [row] = json.loads(capsys.readouterr().out)["versions"]
    assert row["state"] == "published"
    assert len(row["files"]) == 8
    assert Version.objects.get().report.dated == date(2024, 4, 30)
    assert main(["issue", "withdraw", "2567", "dip", "--version", "1", "--lang", "en"]) == 0
    assert "withdrawn" in capsys.readouterr().out
    assert main(["issue", "send", "2567", "dip", "--kind", "progress-6"]) == 2


def test_an_operator_is_told_of_words_that_no_table_keeps(people, capsys):
    words = ["issue", "particulars", "2567", "dip", "--date", "2024-04-30"]
    for number in ("1" * 101, "half of a letter: \udcff"):
        assert main([*words, "--number", number]) == 2
        assert "[SYSTEM-003]" in capsys.readouterr().err
