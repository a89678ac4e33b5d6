"""People from files: a row a duty, good rows kept, others told; written so that it reads back."""

import time

import pytest
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.directory.models import Agency, Duty, Unit, User
from prongsai.directory.queries import people
from prongsai.directory.rules import OPERATOR, Actor, Charge, NotAllowed, Role
from prongsai.directory.rules.imports import ColumnMissing, Kind
from prongsai.directory.services.accounts import create_account
from prongsai.directory.services.exporting import export_table
from prongsai.directory.services.importing.people import import_people
from prongsai.foundation.models import AuditEntry
from prongsai.methodology.thai import repaired

pytestmark = pytest.mark.django_db
HEADER = "email,name,role,agency,unit,ministry\n"


@pytest.fixture
def unit(department):
    return Unit.objects.create(agency=department, code="fin", name_th="กองคลัง")


@pytest.fixture
def taken(tmp_path):
    """Return a function that imports rows."""

    def done(rows, **options):
        path = tmp_path / "people.csv"
        path.write_text(HEADER + rows)
        return import_people(path, by=OPERATOR, now=now(), **options)

    return done


GOOD = (
    "Somchai@dip.go.th,สมชาย,coordinator,dip,,\n"
    "malee@dip.go.th,มาลี,officer,dip,fin,\n"
    "malee@dip.go.th,,officer,dip,,\n"
    "over@x.go.th,,overseer,,,กระทรวงอุตสาหกรรม\n"
    "new@x.go.th,ยังไม่มีบทบาท,,,,\n"
)


def test_rows_make_accounts_and_give_duties(unit, taken):
    found = taken(GOOD)
    assert (len(found.new), found.same, found.faults) == (4, 0, ())
    malee = next(one for one in people() if one.email == "malee@dip.go.th")
    assert (malee.name, [duty.unit for duty in malee.duties]) == ("มาลี", ["fin", ""])
    assert not User.objects.get(email="somchai@dip.go.th").has_usable_password()


def test_a_second_import_changes_nothing_but_names(unit, taken):
    taken(GOOD)
    again = taken(GOOD)
    assert (again.new, again.changes, again.same) == ((), (), 4)
    renamed = taken("somchai@dip.go.th,สมชาย ใจดี,coordinator,dip,,\n")
    assert [change.fields for change in renamed.changes] == [(("name", "สมชาย", "สมชาย ใจดี"),)]
    assert Duty.objects.count() == 4


def test_who_came_from_a_file_gets_a_link_by_asking_for_it(unit, taken, client, mailoutbox):
    taken(GOOD)
    client.post("/accounts/password/reset/", {"email": "malee@dip.go.th"})
    assert "/accounts/password/reset/key/" in mailoutbox[0].body


def test_a_dry_run_says_the_same_and_changes_nothing(unit, taken):
    planned = taken(GOOD, dry_run=True)
    assert not User.objects.exists()
    assert not AuditEntry.objects.exists()
    assert taken(GOOD) == planned


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("nowhere,x,auditor,,,", "not an e-mail"),
        (f"{'a' * 60}@{'b.' * 100}th,x,auditor,,,", "not an e-mail"),
        ("a@x.th,x,king,,,", "no such role"),
        ("a@x.th,x,officer,,,", "is for an agency"),
        ("a@x.th,x,auditor,dip,,", "is not for one agency"),
        ("a@x.th,x,overseer,,,", "is for a ministry"),
        (f"a@x.th,x,overseer,,,{'ก' * 201}", "longer than 200"),
        ("a@x.th,x,coordinator,dip,fin,", "is not for one unit"),
        ("a@x.th,x,officer,nowhere,,", "no agency with this code"),
        ("a@x.th,x,officer,dip,none,", "no unit with this code"),
        (f"a@x.th,{'ก' * 201},auditor,,,", "longer than 200"),
        ("a@x.th,x,,dip,,", "place without a role"),
        ("b@x.th,x,auditor,,,\nb@x.th,x,auditor,,,", "earlier row already"),
        ("b@x.th,x,auditor,,,\nb@x.th,y,evaluator,,,", "another name"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_in_both_languages(unit, taken, row, said):
    found = taken(f"{row}\nb@x.th,x,auditor,,,\n" if not row.startswith("b@") else f"{row}\n")
    (fault,) = found.faults
    assert fault.row == (3 if row.startswith("b@") else 2)
    assert said in fault.reason.en
    assert fault.reason.th != fault.reason.en
    assert User.objects.get().email == "b@x.th"


def test_every_account_and_duty_stands_in_the_trail(unit, taken):
    taken(GOOD)
    entries = {entry.action: entry.facts for entry in AuditEntry.objects.all()}
    assert entries["people.imported"] == {"new": 4, "changed": 0, "refused": 0}
    assert ["malee@dip.go.th", "officer", "dip", "fin", ""] in entries["duties.granted"]["rows"]
    assert len(entries["accounts.created"]["rows"]) == 4


def test_only_the_central_administrator_imports_people(taken, tmp_path):
    path = tmp_path / "p.csv"
    path.write_text(HEADER)
    for role in set(Role) - {Role.CENTRAL}:
        with pytest.raises(NotAllowed):
            import_people(path, by=Actor(1, "x", (Charge(role, 1),)), now=now())
    path.write_text("name\nx\n")
    with pytest.raises(ColumnMissing, match="email"):
        import_people(path, by=OPERATOR, now=now())


def test_an_export_is_for_who_may_read_all(taken, tmp_path):
    for role in set(Role) - {Role.CENTRAL, Role.AUDITOR}:
        with pytest.raises(NotAllowed):
            export_table(Kind.PEOPLE, tmp_path / "x.csv", reader=Actor(1, "x", (Charge(role, 1),)))


def test_the_people_of_a_nation_come_in_soon(department, taken):
    rows = "".join(f"p{n}@x.th,คนที่ {n},officer,dip,,\n" for n in range(8_000))
    begun = time.process_time()
    assert len(taken(rows).new) == 8_000
    assert time.process_time() - begun < 20  # no measure of speed: a query a row would take minutes


words = st.text(max_size=30).map(repaired)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@given(st.lists(st.tuples(words, st.sampled_from(["", *Role]), words), max_size=6))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_exported_imports_again_unchanged(tmp_path, ending, told):
    User.objects.all().delete()
    Agency.objects.update_or_create(code="=dip", defaults={"searched": "dip"})
    for number, (name, role, ministry) in enumerate(told):
        user = User.objects.get(
            pk=create_account(f"p{number}@x.th", name=name, by=OPERATOR, now=now())
        )
        if role:
            of_agency = role in {Role.COORDINATOR, Role.EXECUTIVE, Role.OFFICER}
            Duty.objects.create(
                user=user,
                role=role,
                agency=Agency.objects.get(code="=dip") if of_agency else None,
                ministry=(ministry or "=1+1") if role == Role.OVERSEER else "",
            )
    path = tmp_path / f"out.{ending}"
    export_table(Kind.PEOPLE, path, reader=OPERATOR)
    before = [(one.email, one.name, one.duties) for one in people()]
    assert not import_people(path, by=OPERATOR, now=now()).new
    User.objects.all().delete()
    assert not import_people(path, by=OPERATOR, now=now()).faults
    assert [(one.email, one.name, one.duties) for one in people()] == before
