"""Accounts at the command line: the first administrator, other people, their roles."""

import io
import json
import re
import shlex

import pytest
from django.test import Client

from prongsai.config import demonstration, main
from prongsai.directory.models import Agency, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site_that_is_ready(monkeypatch):
    """The tests' own database stands already."""
    monkeypatch.setattr("prongsai.config.site.prepare_site", lambda: None)


@pytest.fixture
def say(capsys, monkeypatch):
    """Return a function that runs a command and returns its exit code and what it says."""
    monkeypatch.setenv("COLUMNS", "120")

    def run(words):
        code = main.main(shlex.split(words))
        spoken = capsys.readouterr()
        return code, spoken.out + spoken.err

    return run


def test_the_first_administrator_gets_a_link_that_sets_a_password(say):
    code, output = say(
        "createadmin --email Head@agency.example --name Head --site http://testserver"
    )
    assert code == 0
    link = re.search(r"http://testserver(/accounts/\S+)", output)[1]
    browser = Client()
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    data = {"password1": "river mist at dawn 7", "password2": "river mist at dawn 7"}
    assert browser.post(form, data).status_code == 302
    login = {"login": "head@agency.example", "password": data["password1"]}
    answer = browser.post("/accounts/login/", login, follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/second-factor/"


def test_a_password_can_come_from_the_input(say, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("river mist at dawn 7\n"))
    code, output = say("createadmin --email a@agency.example --password-stdin --lang en")
    assert (code, output) == (0, "a@agency.example is a central administrator.\n")
    login = {"login": "a@agency.example", "password": "river mist at dawn 7"}
    assert Client().post("/accounts/login/", login).status_code == 302


def test_an_account_that_is_there_gets_the_role(say):
    say("people add --email a@agency.example")
    assert "http" not in say("createadmin --email a@agency.example")[1]
    (person,) = json.loads(say("people list --json")[1])["people"]
    assert person["duties"] == [{"role": "central", "agency": "", "unit": "", "ministry": ""}]


def test_roles_are_granted_listed_and_revoked(say):
    Agency.objects.create(code="dip", name_th="กรม", searched="dip")
    assert "createadmin" in say("people list")[1]
    assert "/en/accounts/password/reset/key/" in say("people add --email b@x.example --lang en")[1]
    duty = "--email b@x.example --role coordinator --agency dip"
    assert "coordinator of an agency: กรม" in say(f"people grant {duty} --lang en")[1]
    say("people grant --email b@x.example --role overseer --ministry อุตสาหกรรม")
    (person,) = json.loads(say(f"people revoke {duty} --json")[1])["people"]
    assert person["duties"] == [
        {"role": "overseer", "agency": "", "unit": "", "ministry": "อุตสาหกรรม"}
    ]


def test_people_come_from_a_file_and_go_into_one_that_imports_again(say, tmp_path):
    Agency.objects.create(code="dip", name_th="กรม", searched="dip")
    table, faults, out = (tmp_path / name for name in ("in.csv", "faults.csv", "out.xlsx"))
    table.write_text(
        "email,name,role,agency,shoe\na@x.example,สมชาย,coordinator,dip,9\nb@x.example,x,king,,\n"
    )
    assert "ทดลองเท่านั้น" in say(f"people import {table} --dry-run")[1]
    assert json.loads(say("people list --json")[1]) == {"people": []}
    spoken = say(f"people import {table} --faults {faults} --lang en")[1]
    assert "columns that are not used: shoe" in spoken
    assert "row 3 “b@x.example”: there is no such role" in spoken
    assert "b@x.example" in faults.read_text(encoding="utf-8-sig")
    assert json.loads(say(f"people export --out {out} --json")[1])["rows"] == 1
    again = json.loads(say(f"people import {out} --json")[1])
    assert (again["new"], again["same"], again["faults"]) == ([], 1, [])


def test_an_account_is_closed_and_opened(say):
    say("people add --email a@x.example")
    for action, active in (("close", False), ("open", True)):
        (person,) = json.loads(say(f"people {action} --email a@x.example --json")[1])["people"]
        assert person["active"] is active


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("people close --email nobody@x.example", "ACCOUNT-002"),
        ("people import nowhere.csv", "FILE-001"),
        ("people grant --email nobody@x.example --role auditor", "ACCOUNT-002"),
        ("people grant --email nobody@x.example --role officer", "ACCOUNT-005"),
        ("createadmin --email nowhere", "ACCOUNT-003"),
    ],
)
def test_what_cannot_be_done_is_one_line_with_a_code(say, words, code):
    ended, output = say(words)
    assert ended == 2
    assert output.endswith(f"[{code}]\n")
    assert output.count("\n") == 1


def test_the_demonstration_has_accounts_whose_passwords_are_its_own(tmp_path, settings):
    agency = Agency.objects.create(code="dip", name_th="กรม", searched="dip")
    Unit.objects.create(agency=agency, code=demonstration.OFFICERS_UNIT)
    settings.PRONGSAI_HOME = tmp_path
    first, second = demonstration.accounts(), demonstration.accounts()
    assert first == second
    told = [line.en.split() for line in first[1:]]
    guarded = {"central", "evaluator", "executive"}
    others = {"coordinator", "officer", "auditor", "interviewer"}
    assert {email for email, *_ in told} == {f"{name}@demo.example" for name in guarded | others}
    assert len({password for _, password, *_ in told}) == len(told)
    assert (tmp_path / "demo-accounts").stat().st_mode & 0o777 == 0o600
    for email, password, *codes in told:
        answer = Client().post("/accounts/login/", {"login": email, "password": password})
        asks_for_code = answer["location"] == "/accounts/second-factor/authenticate/"
        assert asks_for_code is bool(codes) is (email.partition("@")[0] in guarded)
