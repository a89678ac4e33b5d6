"""`prongsai check` on a report that was typed by hand: the kind of the file decides."""

import pytest

from prongsai.methodology.edition.library import SHIPPED

REPORT = SHIPPED / "th-ita" / "2566" / "golden" / "dip-report.th.txt"


def test_a_typed_report_is_checked_as_one(prongsai):
    answer = prongsai("check", REPORT, "--json")
    assert answer.code == 0, "the check could be made"
    (report,) = answer.json["reports"]
    assert (report["file"], report["year_be"], report["detail_year_be"]) == (
        REPORT.name,
        2566,
        2565,
    )
    assert report["read"]["measures"] == 30
    keys = {"rule", "severity", "message_th", "message_en", "suggestion", "agency", "year_be"}
    for finding in report["findings"]:
        assert set(finding) == keys | {"place", "confidence", "page", "line", "quote"}
        shared = {key: finding[key] for key in (*keys, "place", "confidence")}
        assert shared in answer.json["findings"]


def test_data_alone_say_nothing_of_reports(prongsai, dip):
    assert set(prongsai("check", dip, "--json").json) == {"findings"}


def test_data_and_reports_are_checked_together(prongsai, dip):
    found = prongsai("check", dip, REPORT, "--json").json["findings"]
    assert {str(one["place"]).partition(":")[0] for one in found} == {dip.name, REPORT.name}
    order = ["error", "warning", "info"]
    assert [one["severity"] for one in found] == sorted(
        (one["severity"] for one in found), key=order.index
    )


def test_errors_end_a_script_that_asks_for_it(prongsai):
    assert prongsai("check", REPORT, "--strict").code == 1


@pytest.mark.parametrize("language", ["th", "en"])
def test_people_are_told_what_was_read_and_how_sure_a_finding_is(prongsai, language):
    answer = prongsai("check", REPORT, "--lang", language)
    words = {"th": ("10 ตัวชี้วัด", "คาดจากถ้อยคำ"), "en": ("10 indicators", "a guess from the words")}
    for word in words[language]:
        assert word in answer.out


def test_what_is_no_report_is_refused_in_one_line(prongsai, tmp_path):
    (tmp_path / "novel.txt").write_text("เรื่องนี้ไม่มีคะแนนของใคร", encoding="utf-8")
    answer = prongsai("check", tmp_path / "novel.txt")
    assert answer.code == 2
    assert "REPORT-023" in answer.err
