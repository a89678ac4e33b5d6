"""Units of an agency: kept, removed, imported and exported by its coordinator."""

import pytest
from django.utils.timezone import now

from prongsai.directory.models import Agency, Duty, Unit, User
from prongsai.directory.queries import actor_of
from prongsai.directory.queries.agencies import units_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.directory.rules.agencies import (
    AgencyMissing,
    AgencyUnfit,
    UnitFacts,
    UnitInUse,
    UnitMissing,
)
from prongsai.directory.rules.imports import Kind
from prongsai.directory.services.accounts import grant_duty, revoke_duty
from prongsai.directory.services.exporting import export_table, exported
from prongsai.directory.services.importing.units import import_units
from prongsai.directory.services.units import keep_unit, remove_unit

pytestmark = pytest.mark.django_db
UNITS = "/desk/agencies/dip/"


@pytest.fixture
def coordinator(person, department):
    Agency.objects.create(code="other", searched="other")
    person("coordinator", agency="dip")
    return actor_of(User.objects.get())


@pytest.fixture
def table(tmp_path):
    """Return a function that writes a table of units."""

    def written(text):
        path = tmp_path / "units.csv"
        path.write_text(text)
        return path

    return written


def test_a_coordinator_keeps_the_units_of_their_own_agency_alone(coordinator):
    assert keep_unit(UnitFacts("dip", "fin", "กองคลัง"), by=coordinator, now=now())
    assert not keep_unit(UnitFacts("dip", "fin", "กองคลังใหม่"), by=coordinator, now=now())
    assert [row.name_th for row in units_of("dip", reader=coordinator)] == ["กองคลังใหม่"]
    for strange in ("other", "nowhere"):
        with pytest.raises(NotAllowed):
            keep_unit(UnitFacts(strange, "fin"), by=coordinator, now=now())
        with pytest.raises(NotAllowed):
            remove_unit(strange, "fin", by=coordinator, now=now())
    with pytest.raises(AgencyMissing):
        keep_unit(UnitFacts("nowhere", "fin"), by=OPERATOR, now=now())
    for code in ("", "a/b", "x" * 65):
        with pytest.raises(AgencyUnfit):
            keep_unit(UnitFacts("dip", code), by=coordinator, now=now())


def test_a_unit_that_somebody_works_for_stays(coordinator, person):
    keep_unit(UnitFacts("dip", "fin"), by=coordinator, now=now())
    email = person(email="malee@dip.go.th")
    grant_duty(email, Role.OFFICER, agency="dip", unit="fin", by=coordinator, now=now())
    grant_duty(email, Role.OFFICER, agency="dip", by=coordinator, now=now())
    with pytest.raises(UnitInUse):
        remove_unit("dip", "fin", by=coordinator, now=now())
    revoke_duty(email, Role.OFFICER, agency="dip", unit="fin", by=coordinator, now=now())
    assert Duty.objects.filter(role="officer").count() == 1
    remove_unit("dip", "fin", by=coordinator, now=now())
    with pytest.raises(UnitMissing):
        remove_unit("dip", "fin", by=coordinator, now=now())
    with pytest.raises(UnitMissing):
        grant_duty(email, Role.OFFICER, agency="dip", unit="fin", by=coordinator, now=now())


def test_units_come_from_a_table_of_one_agency_or_of_all(coordinator, table):
    path = table("unit,name_th,agency\nfin,กองคลัง,\nhr,บุคคล,dip\nfin,ซ้ำ,dip\nx,ย,other\n,ย,\n")
    found = import_units(path, agency="dip", by=coordinator, now=now())
    assert (found.new, [fault.row for fault in found.faults]) == (("fin", "hr"), [4, 5, 6])
    with pytest.raises(NotAllowed):
        import_units(path, by=coordinator, now=now())
    found = import_units(
        table("agency,unit\nother,a\nnowhere,b\ndip,fin\n"), by=OPERATOR, now=now()
    )
    assert (found.new, found.same, [fault.row for fault in found.faults]) == (("a",), 1, [3])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_units_that_are_exported_import_again_unchanged(coordinator, tmp_path, ending):
    for code, name in (("=1", "=cmd()"), ("'=2", "'=x"), ("fin", "กองคลัง")):
        keep_unit(UnitFacts("dip", code, name, "@sum"), by=coordinator, now=now())
    path = tmp_path / f"units.{ending}"
    assert export_table(Kind.UNITS, path, agency="dip", reader=coordinator) == 3
    assert import_units(path, agency="dip", by=coordinator, now=now()).same == 3
    before = list(Unit.objects.order_by("code").values_list("code", "name_th", "name_en"))
    Unit.objects.all().delete()
    assert not import_units(path, by=OPERATOR, now=now()).faults
    assert list(Unit.objects.order_by("code").values_list("code", "name_th", "name_en")) == before
    for strange in ("other", ""):
        with pytest.raises(NotAllowed):
            exported(Kind.UNITS, "csv", agency=strange, reader=coordinator)


def test_the_page_adds_names_anew_and_removes(coordinator, log_in, client):
    log_in("somchai@agency.example")
    client.post(UNITS, {"do": "unit", "unit": "fin", "name_th": "กองคลัง"})
    page = client.get(UNITS).text
    assert "กองคลัง" in page
    assert "กรมทดสอบ" in page
    assert client.post(UNITS, {"do": "unit", "unit": "a/b", "name_th": "ย"}).status_code == 422
    assert client.post(UNITS, {"do": "unit", "unit": "", "name_th": ""}).status_code == 422
    assert (
        client.post(
            UNITS, {"do": "agency", "agency-code": "dip", "agency-name_th": "x"}
        ).status_code
        == 403
    )
    assert client.post(UNITS, {"do": "remove", "unit": "fin"}, follow=True).status_code == 200
    assert not Unit.objects.exists()
    assert client.get("/desk/agencies/other/").status_code == 403
    assert client.get("/desk/agencies/nowhere/").status_code == 404
    assert client.get("/desk/agencies/").status_code == 403
