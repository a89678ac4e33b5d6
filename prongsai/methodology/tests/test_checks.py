"""Each rule speaks on the least that breaks it, in both languages, and not on what is sound."""

import pytest

from prongsai.methodology import findings
from prongsai.methodology.statements import About
from prongsai.methodology.tests.factories import dip, indicators_of_dip
from prongsai.methodology.tests.statements import found_in, says, scores

#: Rules of whoever reads files or scores rounds; their tests stand there.
ELSEWHERE = {
    findings.NO_EDITION,
    findings.NO_YEAR,
    findings.NOT_UNDERSTOOD,
    findings.INCOMPLETE,
    findings.NO_SCORE,
    findings.ROWS_REJECTED,
}
OF_2566 = scores({**indicators_of_dip(), "total": 95.02})
OF_2565 = scores({**indicators_of_dip("2565"), "total": 79.79}, year=2565)
TOTALS = [says("total", 79.79, year=2565), says("total", 95.02)]
E6 = [says("E6", 84.10, line=3), says("E6", 82.19, part="1"), says("E6", 56, part="2")]

#: Rule -> statements that break it, the statements put right, the proposal.
CASES = {
    findings.UNKNOWN_CODE: ([says("X1", 5)], [says("i 1", 5)], ""),
    findings.UNKNOWN_PART: ([says("E6", 50, part="9")], [says("E6", 50, part="1")], ""),
    findings.NOT_A_NUMBER: ([says("1", "85,5")], [says("1", "๘๕.๕")], ""),
    findings.UNKNOWN_VERDICT: (
        [says("O1", "maybe", About.VERDICT)],
        [says("O1", "ผ่าน / ปรับปรุง", About.VERDICT)],
        "",
    ),
    findings.RANGE: ([says("1", "100.01")], [says("1", "100")], ""),
    findings.REPEATED: ([says("1", 50), says("1", 60)], [says("1", 50), says("1", "50.0")], ""),
    findings.PARENT_MEAN: (E6, [*E6[:2], says("E6", 86, part="2")], "E6.2 = 86.00"),
    findings.VERDICT_SCORE: (
        [says("O8", 100), says("O8", "fail", About.VERDICT)],
        [says("O8", 100), says("O8", "pass_with_improvement", About.VERDICT)],
        "O8 = 0.00",
    ),
    findings.ITEM_INDICATOR: (
        [says("E9", 8, About.PLACE)],
        [says("E9", "๗", About.PLACE)],
        "E9: indicator = 7",
    ),
    findings.OTHER_YEAR: (
        [*OF_2565, *OF_2566, *scores(indicators_of_dip("2565"))],
        [*OF_2565, *OF_2566],
        "year_be = 2565",
    ),
    findings.COUNT_ROWS: (
        [says("IIT", 2, About.WEAK_COUNT), says("IIT", "I1 I3 I7", About.WEAK_LIST)],
        [says("IIT", 3, About.WEAK_COUNT), says("IIT", "I1 I3 I7", About.WEAK_LIST)],
        "IIT = 3",
    ),
    findings.NOT_WEAK: (
        [says("I7", 85), says("I7", "weak", About.WEAK)],
        [says("I7", 84.99), says("I7", "weak", About.WEAK)],
        "",
    ),
    findings.RANK: (
        [*OF_2566, says("7", 8, About.RANK)],
        [*OF_2566, says("7", "๙", About.RANK)],
        "7: rank = 9",
    ),
    findings.MEASURE: (
        [says("7", 85.88), says("7", "maintain", About.MEASURE)],
        [says("7", 85.88), says("7", "ยกระดับ", About.MEASURE)],
        "7: measure = raise",
    ),
    findings.LEVEL: (
        [*OF_2566, says("total", "ผ่านดีเยี่ยม", About.LEVEL)],
        [*OF_2566, says("total", "Passed well", About.LEVEL)],
        "level = pass_good",
    ),
    findings.UNKNOWN_LEVEL: (
        [says("total", "AA", About.TARGET_LEVEL)],
        [says("total", "ผ่านดี", About.TARGET_LEVEL)],
        "",
    ),
    findings.DELTA: (
        [*TOTALS, says("total", 15, About.DELTA)],
        [*TOTALS, says("total", "+15.23", About.DELTA)],
        "delta = 15.23",
    ),
    findings.TREND: (
        [*TOTALS, says("total", "down", About.TREND)],
        [*TOTALS, says("total", "up", About.TREND)],
        "trend = up",
    ),
}

each_rule = pytest.mark.parametrize("rule", CASES, ids=lambda rule: rule.id)


def by_rule(found, rule):
    return [finding for finding in found if finding.rule is rule]


def test_every_rule_has_a_case():
    assert set(findings.RULES) == CASES.keys() | ELSEWHERE
    assert len({rule.id for rule in findings.RULES}) == len(findings.RULES)


@each_rule
def test_a_rule_speaks_once_on_the_least_that_breaks_it(rule):
    broken, _, proposal = CASES[rule]
    (finding,) = by_rule(found_in(*broken), rule)

    assert finding.suggestion == proposal
    assert (finding.agency, finding.place.file) == ("dip", "f.csv")
    for words in (finding.message.th, finding.message.en):
        assert words
        assert "%(" not in words


@each_rule
def test_a_rule_says_nothing_of_what_is_sound(rule):
    _, sound, _ = CASES[rule]
    assert not by_rule(found_in(*sound), rule)


@pytest.mark.parametrize("rule", findings.RULES, ids=lambda rule: rule.id)
def test_a_rule_speaks_both_languages(rule):
    for text in (rule.title, rule.text):
        assert any("ก" <= letter <= "๙" for letter in text.th)
        assert text.en.isascii() or "“" in text.en


def test_what_is_sound_has_no_finding_at_all():
    assert not found_in(*OF_2565, *OF_2566)


def test_a_whole_report_that_is_sound_has_no_finding():
    rows = [
        says(row["no"], row[name], about)
        for row in dip()["indicators_2566"]
        for name, about in (("rank", About.RANK), ("measure", About.MEASURE))
    ]
    assert not found_in(*OF_2566, *rows)


@pytest.mark.parametrize("computed", [85.01, 84.99])
def test_a_mean_of_printed_figures_may_be_a_hundredth_off(computed):
    stated = [says("E6", computed), says("E6", 80, part="1"), says("E6", 90, part="2")]
    assert not found_in(*stated)


@pytest.mark.parametrize("computed", [85.02, 84.98])
def test_two_hundredths_are_a_contradiction(computed):
    stated = [says("E6", computed), says("E6", 80, part="1"), says("E6", 90, part="2")]
    assert by_rule(found_in(*stated), findings.PARENT_MEAN)


def test_a_parent_is_not_judged_while_something_below_it_is_unknown():
    assert not found_in(says("E6", 10), says("E6", 80, part="1"))


def test_indicators_of_another_year_are_not_held_against_the_rest():
    wrong = scores(indicators_of_dip("2565"))
    found = found_in(*OF_2565, says("total", 95.02), *wrong)

    assert [finding.rule for finding in found] == [findings.OTHER_YEAR]


def test_findings_stand_in_the_order_of_their_places():
    found = found_in(says("X2", 1, line=9), says("X1", 1, line=2), says("1", "x", line=5))
    assert [finding.place.line for finding in found] == [2, 5, 9]


def test_checking_twice_finds_the_same():
    assert found_in(*E6) == found_in(*E6)


def test_an_item_under_two_wrong_indicators_is_told_twice_and_the_same_place_once():
    found = found_in(
        says("E9", 8, About.PLACE), says("E9", 8, About.PLACE), says("E9", 6, About.PLACE)
    )
    assert len(by_rule(found, findings.ITEM_INDICATOR)) == 2


def test_a_second_verdict_that_differs_is_told_and_the_first_is_used():
    found = found_in(says("O1", "pass", About.VERDICT), says("O1", "fail", About.VERDICT))
    assert [finding.rule for finding in found] == [findings.REPEATED]


def test_a_verdict_for_all_others_that_nobody_knows_is_told_once():
    found = found_in(says("OIT", "perhaps", About.OTHER_VERDICTS))
    assert [finding.rule for finding in found] == [findings.UNKNOWN_VERDICT]
