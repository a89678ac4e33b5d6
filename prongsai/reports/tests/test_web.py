import pytest
from django.urls import reverse

from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.edition.library import SHIPPED
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files
from prongsai.results.tests.conftest import NOON


@pytest.fixture
def kept(db, settings, tmp_path):
    """The department's results, kept and published."""
    settings.PRONGSAI_HOME = tmp_path
    file = SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
    scored = score_files([file], library=EditionLibrary())
    keep_results(scored, input_files([file]), by=OPERATOR, now=NOON)
    return tmp_path / "cache" / "reports"


def address(form, year=2566):
    return reverse("reports:analysis", args=["dip", year, form])


def test_a_report_can_be_downloaded(client, kept):
    answer = client.get(address("html"))
    assert answer.status_code == 200
    assert 'filename="dip-2566-analysis.th.html"' in answer["Content-Disposition"]
    assert "filename*=UTF-8''%E0%B8%A3" in answer["Content-Disposition"]
    words = answer.content.decode()
    assert "95.02" in words
    assert "ข้อมูล ณ วันที่ 23 พฤศจิกายน 2569" in words
    assert "รอบที่" in words


def test_a_report_is_made_once(client, kept):
    first = client.get(address("html"))
    (file,) = kept.glob("*.html")
    file.write_bytes(b"kept")
    assert client.get(address("html")).content == b"kept"
    assert client.get(address("html") + "?digits=thai").content not in {b"kept", first.content}


def test_a_browser_that_has_it_need_not_fetch_it_again(client, kept):
    tag = client.get(address("html"))["ETag"]
    assert client.get(address("html"), headers={"If-None-Match": tag}).status_code == 304


def test_what_is_not_there_is_said(client, kept):
    assert client.get(address("odt")).status_code == 404
    assert client.get(address("pdf", year=2570)).status_code == 404
    assert client.get(reverse("reports:analysis", args=["nobody", 2566, "pdf"])).status_code == 404
