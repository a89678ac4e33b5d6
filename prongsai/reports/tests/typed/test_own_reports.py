"""A report of our own has no finding, save what its own data contradict."""

from datetime import date

import pytest

from prongsai.methodology.edition.library import SHIPPED
from prongsai.reports.adapters.typed_files import read_lines
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.rules.style import Style
from prongsai.reports.services.rendering import render_report
from prongsai.reports.services.typed import check_lines
from prongsai.reports.tests.plans import told
from prongsai.reports.tests.typed.clean import LIBRARY
from prongsai.results.services.histories import history_from_files
from prongsai.simulation.services import simulate_nation

DIP = SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
_DAY = date(2026, 11, 23)
FORMATS = ("pdf", "docx")


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """Render a report and check it: checked(history, "pdf", thai_digits=True).

    It is read here; that files of others are read in a process of its own, test_files.py shows.
    """
    folder = tmp_path_factory.mktemp("own")

    def check(history, form, *, thai_digits=False, **order):
        file = folder / f"{history.agency.code}.{form}"
        style, year = Style(thai_digits=thai_digits), history.latest.year_be
        file.write_bytes(render_report(history, year, form, style=style, on=_DAY, **order))
        return check_lines(read_lines(file), file.name, library=LIBRARY)

    return check


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The facts of the golden file with the misprinted part put right."""
    file = tmp_path_factory.mktemp("facts") / "dip.yaml"
    text = DIP.read_text(encoding="utf-8").replace("score: 56.00", "score: 86.00")
    file.write_text(text, encoding="utf-8")
    return history_from_files([file], library=LIBRARY)


@pytest.fixture(scope="module", params=["2565", "2566", "2568"])
def nation(request, tmp_path_factory):
    out = tmp_path_factory.mktemp("nation") / request.param
    edition = LIBRARY.load(request.param)
    simulate_nation(edition=edition, agencies=12, respondents=2400, seed=3, out=out)
    return out


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("thai_digits", [False, True])
def test_a_sound_report_of_ours_has_no_finding(sound, checked, form, thai_digits):
    report = checked(sound, form, thai_digits=thai_digits)
    assert report.findings == []
    assert (report.year_be, report.detail_year_be) == (2566, 2565)
    assert report.read["totals"] == 5
    assert report.read["indicators"] == 10
    assert report.read["rows"] == report.read["rows_placed"] > 30


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_whose_data_contradict_themselves_has_that_finding_alone(checked, form):
    report = checked(history_from_files([DIP], library=LIBRARY), form)
    (found,) = report.findings
    assert found.finding.suggestion == "E6.2 = 86.00"
    assert (found.finding.place.page > 0) is (form == "pdf")


@pytest.mark.parametrize("form", FORMATS)
def test_the_annual_report_has_what_its_plan_contradicts_alone(sound, checked, form):
    """The hearing of the printed plan was held eleven days before its fiscal year."""
    report = checked(sound, form, kind=ReportKind.ANNUAL, material=told(sound))
    assert [one.finding.rule.id for one in report.findings] == ["PLAN-DATE"]
    assert "19 กันยายน 2566" in report.findings[0].finding.message.th
    assert (report.read["themes"], report.read["measures"]) == (7, 30)
    assert report.plan_year_be == 2567


@pytest.mark.parametrize(("agency", "form"), [("A00002", "pdf"), ("A00009", "docx")])
def test_reports_of_invented_agencies_have_no_finding(nation, checked, agency, form):
    history = history_from_files([nation], library=LIBRARY, agency=agency)
    report = checked(history, form)
    assert report.findings == []
    assert report.read["indicators"] == 10
    assert report.read["rows"] == report.read["rows_placed"]
