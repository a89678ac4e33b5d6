import pytest

from prongsai.config.main import main
from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.edition.library import SHIPPED
from prongsai.reports.adapters.fonts import family
from prongsai.reports.rules.refusals import FontsMissing, FormatUnknown, YearNotThere
from prongsai.reports.rules.style import Style
from prongsai.reports.services.rendering import FORMATS, file_name, render_report
from prongsai.reports.services.writing import write_report
from prongsai.reports.tests.conftest import DAY, named

DIP = str(SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml")


@pytest.mark.parametrize("form", FORMATS)
def test_equal_input_gives_equal_bytes_whatever_was_made_before(form, rendered, dip):
    first = rendered("dip", form)
    render_report(named(dip, "กรมส่งเสริมอุตสาหกรรมมะขามหวาน"), 2566, form, style=Style(), on=DAY)
    assert render_report(dip, 2566, form, style=Style(), on=DAY) == first


def test_files_are_named_after_agency_year_and_language(tmp_path, dip):
    style = Style("en")
    paths = write_report(
        dip, 2565, formats=["xlsx", "html", "xlsx"], out=tmp_path / "new", style=style, on=DAY
    )
    assert [path.name for path in paths] == [
        "dip-2565-analysis.en.xlsx",
        "dip-2565-analysis.en.html",
    ]
    assert all(path.stat().st_size for path in paths)


def test_a_code_does_not_lead_out_of_the_folder(dip):
    name = file_name(named(dip, "x", code="../../etc/passwd"), 2566, "pdf", Style())
    assert "/" not in name
    assert not name.startswith(".")


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path, dip):
    with pytest.raises(FormatUnknown, match="pdf, docx, xlsx, html"):
        write_report(dip, 2566, formats=["pdf", "odt"], out=tmp_path / "no", style=Style(), on=DAY)
    assert not (tmp_path / "no").exists()


def test_a_year_that_is_not_there_names_those_that_are(dip):
    with pytest.raises(YearNotThere, match="2562, 2563, 2564, 2565, 2566"):
        render_report(dip, 2570, "html", style=Style(), on=DAY)


def test_a_folder_that_is_a_file_is_told(tmp_path, dip):
    (tmp_path / "taken").write_text("")
    with pytest.raises(FolderUnwritable):
        write_report(dip, 2566, formats=["html"], out=tmp_path / "taken", style=Style(), on=DAY)


def test_a_folder_without_fonts_says_what_is_missing(tmp_path, dip):
    with pytest.raises(FontsMissing, match="TH Sarabun New Regular, TH Sarabun New Bold"):
        render_report(dip, 2566, "pdf", style=Style(fonts=tmp_path), on=DAY)


def test_the_operators_fonts_are_used(tmp_path, dip):
    shipped = family(None)
    for font in (shipped.regular, shipped.bold):
        (tmp_path / font.name).write_bytes(font.read_bytes())
    made = render_report(dip, 2562, "pdf", style=Style(fonts=tmp_path), on=DAY)
    assert made.startswith(b"%PDF")


def test_the_command_writes_what_it_says(tmp_path, capsys):
    out = tmp_path / "reports"
    call = ["report", DIP, "--out", str(out), "--format", "html,xlsx", "--thai-digits"]
    assert main(call) == 0
    told = capsys.readouterr().out.split()
    assert sorted(told) == sorted(str(path) for path in out.iterdir())


def test_the_command_needs_an_agency_when_there_are_no_files(tmp_path, capsys):
    assert main(["report", "--out", str(tmp_path)]) == 2
    assert "REPORT-004" in capsys.readouterr().err
