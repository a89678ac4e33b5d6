"""Agencies from files: what is new, changed, refused; and written so that it reads back."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR, Actor, Charge, NotAllowed, Role
from prongsai.directory.rules.agencies import is_addressable
from prongsai.directory.rules.imports import ColumnMissing, Kind
from prongsai.directory.services.exporting import export_table, write_faults
from prongsai.directory.services.importing.agencies import import_agencies
from prongsai.foundation.models import AuditEntry
from prongsai.methodology.thai import repaired

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path


def taken(path, **options):
    return import_agencies(path, by=OPERATOR, now=NOON, **options)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "agencies.csv"
    path.write_text(
        "agency,name_th,ministry,province\n"
        "dip,กรมส่งเสริมอุตสาหกรรม,กระทรวงอุตสาหกรรม,กรุงเทพมหานคร\n"
        "a/b,ผิด,,\n"
        ",ไม่มีรหัส,,\n"
        "dip,ซ้ำ,,\n"
        f"long,{'ก' * 301},,\n"
        "dop,กรมอื่น,,\n"
    )
    return path


def test_good_rows_are_kept_and_bad_ones_told_with_their_numbers(table, tmp_path):
    found = taken(table)
    assert (found.new, found.changed, found.same) == (("dip", "dop"), (), 0)
    assert [(fault.row, fault.subject) for fault in found.faults] == [
        (3, "a/b"),
        (4, ""),
        (5, "dip"),
        (6, "long"),
    ]
    assert Agency.objects.get(code="dip").ministry == "กระทรวงอุตสาหกรรม"
    write_faults(found, tmp_path / "faults.csv")
    assert len((tmp_path / "faults.csv").read_text().splitlines()) == 5


def test_a_dry_run_says_the_same_and_changes_nothing(table):
    planned = taken(table, dry_run=True)
    assert not Agency.objects.exists()
    assert not AuditEntry.objects.exists()
    assert taken(table) == planned


def test_a_second_import_changes_nothing_and_an_empty_cell_leaves_what_is_known(table, tmp_path):
    taken(table)
    assert (taken(table).same, Agency.objects.count()) == (2, 2)
    less = tmp_path / "less.csv"
    less.write_text("agency,name_th,name_en\ndip,,Industrial Promotion\n")
    assert taken(less).changed == ("dip",)
    dip = Agency.objects.get(code="dip")
    assert (dip.name_th, dip.name_en) == ("กรมส่งเสริมอุตสาหกรรม", "Industrial Promotion")


def test_a_table_without_codes_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("name\nx\n")
    with pytest.raises(ColumnMissing):
        taken(path)


def test_only_the_central_administrator_imports(table):
    for role in set(Role) - {Role.CENTRAL}:
        with pytest.raises(NotAllowed):
            import_agencies(table, by=Actor(1, "x", (Charge(role, 1),)), now=NOON)


def test_an_import_leaves_a_trail(table):
    taken(table)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.facts) == (
        "agencies.imported",
        {"new": 2, "changed": 0, "refused": 4},
    )


words = st.text(max_size=40).map(repaired)
codes = st.text(min_size=1, max_size=20).map(repaired).filter(is_addressable)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@given(st.dictionaries(codes, st.tuples(words, words, words), min_size=1, max_size=5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_exported_imports_again_unchanged(tmp_path, ending, told):
    Agency.objects.all().delete()
    Agency.objects.bulk_create(
        Agency(code=code, name_th=th, name_en=en, ministry=ministry, searched=code)
        for code, (th, en, ministry) in told.items()
    )
    path = tmp_path / f"out.{ending}"
    assert export_table(Kind.AGENCIES, path, reader=OPERATOR) == len(told)
    before = list(Agency.objects.order_by("code").values("code", "name_th", "name_en", "ministry"))
    Agency.objects.all().delete()
    assert not taken(path).faults
    after = list(Agency.objects.order_by("code").values("code", "name_th", "name_en", "ministry"))
    assert after == before
