"""The golden text, a real report that was typed by hand: what contradicts itself in it."""

import json

import docx
import pytest
import typst

from prongsai.methodology.edition.library import SHIPPED
from prongsai.reports.adapters.fonts import family
from prongsai.reports.adapters.typed_files import read_lines
from prongsai.reports.rules.typed.answering import unanswered
from prongsai.reports.rules.typed.printed import counts_in
from prongsai.reports.services.typed import check_report
from prongsai.reports.tests.plans import printed
from prongsai.reports.tests.typed.clean import KNOWLEDGE, LIBRARY

REPORT = SHIPPED / "th-ita" / "2566" / "golden" / "dip-report.th.txt"


@pytest.fixture(scope="module")
def checked():
    return check_report(REPORT, library=LIBRARY)


@pytest.fixture(scope="module")
def by_rule(checked):
    found = {}
    for one in checked.findings:
        found.setdefault(one.finding.rule.id, []).append(one)
    return found


def one(by_rule, rule):
    (found,) = by_rule[rule]
    return found


def test_everything_in_it_is_read(checked):
    assert checked.read == {
        "lines": 1191,
        "totals": 5,
        "indicators": 10,
        "rows": 38,
        "rows_placed": 38,
        "summaries": 3,
        "themes": 7,
        "measures": 30,
    }
    assert (checked.year_be, checked.detail_year_be, checked.plan_year_be) == (2566, 2565, 2567)


def test_the_detail_under_the_heading_of_2566_is_of_2565(by_rule):
    found = one(by_rule, "OTHER-YEAR")
    assert all(n in found.finding.message.th for n in ("2565", "2566", "79.79", "95.02"))
    assert found.finding.suggestion == "year_be = 2565"
    assert "91.82" in found.quote


def test_three_indicators_below_the_target_are_none_in_the_table(by_rule):
    found = one(by_rule, "BELOW-COUNT").finding
    assert "3" in found.message.th
    assert "0 ตัวชี้วัด" in found.message.th
    assert "3 for IIT and 1 for EIT make 4" in one(by_rule, "BELOW-SUM").finding.message.en


def test_iit_is_said_to_have_three_and_one_is_named(by_rule):
    iit, whole = (found.finding for found in by_rule["BELOW-NAMED"])
    assert iit.suggestion == "IIT = 1"
    assert "การใช้ทรัพย์สินของราชการ" in iit.message.th
    assert "names 2" in whole.message.en


def test_the_indicator_of_the_oit_that_is_below_is_not_named(by_rule):
    assert "43.75" in one(by_rule, "BELOW-UNNAMED").finding.message.th


def test_56_must_be_86_which_is_no_weak_point(by_rule):
    found = one(by_rule, "PARENT-MEAN").finding
    assert found.suggestion == "E6.2 = 86.00"
    assert "ไม่ใช่จุดอ่อน" in found.message.th


def test_two_questions_share_the_row_of_i20(by_rule):
    found = one(by_rule, "TWO-QUESTIONS")
    assert found.finding.suggestion == "I21 = 82.68"
    assert found.finding.confidence == "likely"
    assert "I20" in found.finding.message.th


def test_e9_stands_under_indicator_8(by_rule):
    assert one(by_rule, "ITEM-INDICATOR").finding.suggestion == "E9: indicator = 7"


def test_the_target_is_a_level_of_the_scale_until_2565(by_rule):
    found = one(by_rule, "UNKNOWN-LEVEL").finding
    assert "“A”" in found.message.th
    assert "2562 ถึง 2565" in found.message.th
    assert found.suggestion == "level = pass_good | pass"


def test_weak_points_that_no_measure_seems_to_answer_are_told_as_guesses(by_rule):
    codes = [found.finding.message.en.split()[9] for found in by_rule["UNANSWERED"]]
    assert codes == ["I29", "O5", "O23", "O41"]
    assert {found.finding.confidence for found in by_rule["UNANSWERED"]} == {"guess"}


def test_the_guess_is_what_a_person_says_of_the_same_plan(by_rule):
    """The plan was transcribed with the weak points that each measure answers."""
    guessed = [found.finding.message.en.split()[9] for found in by_rule["UNANSWERED"]]
    measures = printed().content.measures
    answered = {code.partition(".")[0] for measure in measures for code in measure.points}
    weak = LIBRARY.load("2565")
    listed = {code for row in _counts() for code in row.codes}
    assert guessed == [c for c in unanswered(weak.position, answered) if c in listed]


def _counts():
    lines = read_lines(REPORT)
    return counts_in(lines, KNOWLEDGE)


def test_what_else_is_wrong_in_it_is_told_and_nothing_more(by_rule):
    assert "19 กันยายน 2566" in one(by_rule, "PLAN-DATE").finding.message.th
    assert one(by_rule, "DECIMALS").finding.suggestion == "78.2 = 78.20"
    assert "2565" in one(by_rule, "BANDS-YEAR").finding.message.th
    assert set(by_rule) == {
        *("OTHER-YEAR", "BELOW-COUNT", "BELOW-SUM", "BELOW-NAMED", "BELOW-UNNAMED"),
        *("PARENT-MEAN", "TWO-QUESTIONS", "ITEM-INDICATOR", "UNKNOWN-LEVEL", "UNANSWERED"),
        *("PLAN-DATE", "DECIMALS", "BANDS-YEAR"),
    }


def test_each_finding_stands_at_its_line(checked):
    lines = REPORT.read_text(encoding="utf-8").splitlines()
    for found in checked.findings:
        last = found.quote.split()[-1]
        assert last in lines[found.finding.place.line - 1]
        assert any(letter.isalpha() for letter in found.quote)
        assert found.finding.place.page == 0


def as_docx(lines, path):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(path)


def as_pdf(lines, path):
    """Set the lines as they are; nobody repairs what readers will make of the letters."""
    letters = family(None)
    shown = "\n".join(f"#text({json.dumps(line, ensure_ascii=False)}) \\" for line in lines)
    head = f'#set text(font: "{letters.name}", size: 7pt, lang: "th")\n#set page(margin: 1cm)\n'
    compiler = typst.Compiler(font_paths=[letters.folder], ignore_system_fonts=True)
    path.write_bytes(compiler.compile(input={"main.typ": (head + shown).encode()}, format="pdf"))


@pytest.mark.parametrize(("form", "write"), [("docx", as_docx), ("pdf", as_pdf)])
def test_the_same_is_found_in_other_formats(by_rule, tmp_path, form, write):
    file = tmp_path / f"report.{form}"
    write(REPORT.read_text(encoding="utf-8").splitlines(), file)
    report = check_report(file, library=LIBRARY)
    found = sorted((one.finding.rule.id, one.finding.suggestion) for one in report.findings)
    assert found == sorted(
        (rule, one.finding.suggestion) for rule, told in by_rule.items() for one in told
    )
    assert all(bool(one.finding.place.page) is (form == "pdf") for one in report.findings)
