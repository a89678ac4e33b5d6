"""What is wrong in the printed figures is found, and nothing else."""

import pytest

SECTION = "indicators_2565:"


@pytest.fixture(scope="module")
def checked(prongsai, dip):
    answer = prongsai("check", dip, "--json")
    assert answer.code == 0, "the check could be made"
    return answer.json["findings"]


@pytest.fixture
def relabelled(prongsai, dip, tmp_path):
    """Check the facts with their text changed; return the findings of each rule."""

    def check(change):
        path = tmp_path / "dip.yaml"
        path.write_text(change(dip.read_text(encoding="utf-8")), encoding="utf-8")
        by_rule = {}
        for finding in prongsai("check", path, "--json").json["findings"]:
            by_rule.setdefault(finding["rule"], []).append(finding)
        return by_rule

    return check


def line_of(dip, text):
    lines = dip.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_the_mean_of_e6_is_wrong_and_the_misprinted_part_is_proposed(checked, dip):
    (finding,) = [f for f in checked if f["rule"] == "PARENT-MEAN"]
    assert finding["suggestion"] == "E6.2 = 86.00"
    assert finding["severity"] == "error"
    assert finding["place"] == f"dip.yaml:{line_of(dip, 'item: E6, score')}"
    for words in (finding["message_th"], finding["message_en"]):
        assert all(number in words for number in ("E6", "84.10", "82.19", "56.00", "69.10"))


def test_e9_stands_under_the_wrong_indicator(checked):
    (finding,) = [f for f in checked if f["rule"] == "ITEM-INDICATOR"]
    assert finding["suggestion"] == "E9: indicator = 7"
    assert "8" in finding["message_en"]


def test_a_level_of_another_year_is_only_a_warning(checked):
    assert [f["rule"] for f in checked if f["severity"] == "warning"] == ["UNKNOWN-LEVEL"]


def test_there_is_no_other_finding(checked):
    assert sorted(f["rule"] for f in checked) == ["ITEM-INDICATOR", "PARENT-MEAN", "UNKNOWN-LEVEL"]


def test_the_worst_comes_first(checked):
    assert [f["severity"] for f in checked] == ["error", "error", "warning"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(SECTION, "indicators_2566:"),
        lambda text: (
            text.replace("indicators_2566:", "indicators_9999:")
            .replace(SECTION, "indicators_2566:")
            .replace("indicators_9999:", "other:")
        ),
        lambda text: text.replace(SECTION, "indicators_2566:").replace(
            "indicators_2566:", "indicators_2564:", 1
        ),
    ],
    ids=["heading twice", "heading in place of the right one", "the other label wrong too"],
)
def test_the_indicators_of_2565_labelled_2566_are_recognised(relabelled, change):
    finding = relabelled(change)["OTHER-YEAR"][0]

    assert finding["year_be"] in {2564, 2566}
    sentence = finding["message_en"]
    assert "79.79" in sentence or "95.02" in sentence
    assert finding["suggestion"] in {"year_be = 2565", "year_be = 2566"}


def test_a_repeated_heading_is_recognised_as_the_total_of_2565(relabelled):
    found = relabelled(lambda text: text.replace(SECTION, "indicators_2566:"))

    (finding,) = found["OTHER-YEAR"]
    assert finding["suggestion"] == "year_be = 2565"
    assert all(n in finding["message_th"] for n in ("2565", "2566", "79.79", "95.02"))
    assert "REPEATED" not in found, "the explanation is told once, not figure by figure"


def test_corrected_figures_leave_only_what_follows_from_the_correction(relabelled):
    found = relabelled(
        lambda text: (
            text.replace("score: 56.00", "score: 86.00")
            .replace("{indicator: 8, item: E9,", "{indicator: 7, item: E9,")
            .replace("target: {score: 85, level: A}", "target: {score: 85}")
        )
    )
    assert list(found) == ["NOT-WEAK"], "86.00 is above the target, so it is not weak"
