"""The checklist as a table, and links that are pasted: what they do, and what they refuse."""

import pytest

from prongsai.directory.models import Agency, Duty, Unit, User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.evidence.models import Disclosure, Link
from prongsai.evidence.rules.link_lines import NamedLink, link_in, links_in, written
from prongsai.evidence.rules.review import PhaseNotOpen
from prongsai.evidence.rules.tables import (
    TableColumnMissing,
    TableFormUnknown,
    TableTooLong,
    day_of,
)
from prongsai.evidence.services.disclosing import disclosure_of, edit_disclosure, submit_disclosure
from prongsai.evidence.services.listing import export_list, exported_list, faults_file
from prongsai.evidence.services.tables import import_list, paste_links
from prongsai.evidence.tests.disclosed import NOON, a_round, participation_in
from prongsai.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db
DOING = {"by": OPERATOR, "now": NOON}


@pytest.fixture
def mine(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    a_round("2566", "dip", "dop")
    Unit.objects.create(agency=Agency.objects.get(code="dip"), code="hr", name_th="กองการเจ้าหน้าที่")
    return participation_in("2566", "dip")


def table(tmp_path, *rows, columns="item,unit,due,explanation,exemption,link,title"):
    path = tmp_path / "list.csv"
    path.write_text("\n".join([columns, *rows]), encoding="utf-8")
    return path


def filled(mine, item, *links, explanation="", exemption=""):
    told = {"explanation": explanation, "exemption": exemption, "links": list(links)}
    return edit_disclosure(disclosure_of(mine, item), **told, **DOING)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_imports_again_unchanged(mine, tmp_path, form):
    plan = NamedLink("https://dip.go.th/plan?a=1&b=2", "=แผน")
    filled(mine, "O1", plan, NamedLink("https://dip.go.th/2"), explanation="บรรทัดแรก\n- บรรทัดสอง")
    filled(mine, "O2", exemption="-ไม่มีอำนาจ")
    made = {"by": OPERATOR, "now": NOON}
    path = tmp_path / f"list.{form}"
    import_list(mine, table(tmp_path, "O1,hr,2026-12-01,,,,"), **made)
    assert export_list(mine, path, reader=OPERATOR) == 44
    before = list(Disclosure.objects.order_by("item").values())

    found = import_list(mine, path, **made)

    assert (found.new, found.changes, found.faults, found.unused) == ((), (), (), ())
    assert found.same == 43
    assert list(Disclosure.objects.order_by("item").values()) == before


def test_rows_fill_in_items_and_add_links_without_taking_any_away(mine, tmp_path):
    filled(mine, "O1", NamedLink("https://dip.go.th/old", "เดิม"))
    rows = [
        "o1,hr,30/11/2569,คำอธิบาย,,https://dip.go.th/new,ใหม่",
        "O1,,,,,https://dip.go.th/old,ชื่อใหม่",
        "O2,,,,,https://dip.go.th/two,",
    ]
    path = table(tmp_path, *rows)
    tried = import_list(mine, path, dry_run=True, **DOING)
    assert not Disclosure.objects.filter(item="O2").exists()

    found = import_list(mine, path, **DOING)

    assert tried == found
    assert (found.new, [change.subject for change in found.changes]) == (("O2",), ["O1"])
    one = Disclosure.objects.get(item="O1")
    assert (one.unit.code, str(one.due), one.explanation) == ("hr", "2026-11-30", "คำอธิบาย")
    links = [(link.page.address[-3:], link.title) for link in one.links.order_by("place")]
    assert links == [("old", "ชื่อใหม่"), ("new", "ใหม่")]
    assert AuditEntry.objects.filter(action="disclosures.imported").count() == 1


def test_rows_that_cannot_be_used_are_told_with_the_reason_and_the_others_are_used(mine, tmp_path):
    submit = filled(mine, "O3", NamedLink("https://dip.go.th/3"))
    coordinator = person("coordinator", Role.COORDINATOR, "dip")
    submit_disclosure(submit, by=coordinator, now=NOON)
    rows = [
        "O99,,,,,https://dip.go.th/1,",
        "O1,none,,,,,",
        "O1,,someday,,,,",
        "O1,,,,,file:///etc/passwd,",
        "O1,hr,,,,https://dip.go.th/1,",
        "O1,,,,,https://dip.go.th/2,",
        "O2,,,one,,,",
        "O2,,,other,,,",
        "O3,,,,,https://dip.go.th/late,",
    ]
    found = import_list(mine, table(tmp_path, *rows), **DOING)
    assert [fault.row for fault in found.faults] == [2, 3, 4, 5, 9, 10]
    assert found.new == ("O1", "O2")
    assert Link.objects.filter(disclosure__item="O1").count() == 2
    assert Disclosure.objects.get(item="O2").explanation == "one"
    assert faults_file(found).decode("utf-8-sig").count("\n") == 7


def person(name, role, agency):
    user = User.objects.create_user(f"{name}@example.org")
    Duty.objects.create(user=user, role=role.value, agency=Agency.objects.get(code=agency))
    return actor_of(user)


def test_coordinators_of_the_agency_alone_take_a_list_in(mine, tmp_path):
    path = table(tmp_path, "O1,,,,,https://dip.go.th/1,")
    for name, role, agency in [
        ("officer", Role.OFFICER, "dip"),
        ("executive", Role.EXECUTIVE, "dip"),
        ("stranger", Role.COORDINATOR, "dop"),
    ]:
        with pytest.raises(NotAllowed):
            import_list(mine, path, by=person(name, role, agency), now=NOON)
    theirs = person("theirs", Role.COORDINATOR, "dip")
    assert import_list(mine, path, by=theirs, now=NOON).new == ("O1",)


def test_a_table_without_items_too_long_a_list_and_a_wrong_form_are_refused(mine, tmp_path):
    with pytest.raises(TableColumnMissing):
        import_list(mine, table(tmp_path, "x", columns="link"), **DOING)
    with pytest.raises(TableTooLong):
        import_list(mine, table(tmp_path, *["O1,,,,,,"] * 5001), **DOING)
    with pytest.raises(TableTooLong):
        paste_links(mine, "O1 https://a.go.th\n" * 5001, **DOING)
    with pytest.raises(TableFormUnknown):
        exported_list(mine, "pdf", reader=OPERATOR)


def test_pasted_links_are_added_to_their_items(mine):
    text = (
        "O1 https://a.go.th โครงสร้าง\nhttps://b.go.th\n\no2:\thttps://c.go.th\nO77 https://d.go.th"
    )
    found = paste_links(mine, text, **DOING)
    assert found.new == ("O1", "O2")
    assert [(fault.row, fault.subject) for fault in found.faults] == [(5, "O77")]
    links = Link.objects.order_by("disclosure__item", "place")
    assert [(one.page.address, one.title) for one in links] == [
        ("https://a.go.th", "โครงสร้าง"),
        ("https://b.go.th", ""),
        ("https://c.go.th", ""),
    ]
    assert paste_links(mine, text, **DOING).same == 2


def test_nothing_is_taken_in_outside_of_the_phase(mine, closed_disclosing):
    with pytest.raises(PhaseNotOpen):
        paste_links(mine, "O1 https://a.go.th", **DOING)


@pytest.fixture
def closed_disclosing(mine):
    phase = mine.round.phases.get(code="disclosure")
    phase.ends = NOON.date().replace(day=1)
    phase.save()


@pytest.mark.parametrize(
    ("line", "address", "title"),
    [
        ("https://a.go.th/x แผน งาน", "https://a.go.th/x", "แผน งาน"),
        ("https://a.go.th/x|แผน", "https://a.go.th/x", "แผน"),
        ("แผน: https://a.go.th/x", "https://a.go.th/x", "แผน"),
        ("HTTPS://A.go.th", "HTTPS://A.go.th", ""),
        ("www.a.go.th แผน", "www.a.go.th", "แผน"),
        ("   ", "", ""),
    ],
)
def test_a_line_has_a_link_and_what_it_is_called(line, address, title):
    assert link_in(line) == NamedLink(address, title)


def test_links_are_read_again_as_they_were_written():
    links = [NamedLink("https://a.go.th/1", "แผน ปี"), NamedLink("https://a.go.th/2")]
    assert links_in(written(links)) == links


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-30", "2026-11-30"),
        ("2026-11-30 00:00:00", "2026-11-30"),
        ("๓๐/๑๑/๒๕๖๙", "2026-11-30"),
        ("2569-11-30", "2026-11-30"),
        ("31/11/2569", "None"),
        ("soon", "None"),
    ],
)
def test_days_are_read_in_both_eras(written, day):
    assert str(day_of(written)) == day
