"""What the department printed is what the command computes: every figure of the golden file."""

import subprocess
import sys
from decimal import Decimal

import pytest
import yaml

from prongsai.methodology.yamltext import parse


@pytest.fixture(scope="module")
def printed(dip):
    return parse(dip.read_text(encoding="utf-8")).data


@pytest.fixture(scope="module")
def scored(prongsai, dip):
    answer = prongsai("score", dip, "--json")
    assert (answer.code, answer.err) == (0, "")
    return answer


@pytest.fixture(scope="module")
def years(scored):
    return {result["year_be"]: result for result in scored.json["results"]}


def rescored(prongsai, printed, tmp_path, **changes):
    """Score the facts with some headings changed, or left out where the change is None."""
    facts = {k: v for k, v in {**printed, **changes}.items() if v is not None}
    path = tmp_path / "dip.yaml"
    path.write_text(yaml.safe_dump(facts, allow_unicode=True, sort_keys=False), encoding="utf-8")
    answer = prongsai("score", path, "--json")
    return {result["year_be"]: result for result in answer.json["results"]}


def test_the_answer_has_the_promised_shape(scored):
    answer = scored.json
    assert {"results", "findings"} <= answer.keys()
    for result in answer["results"]:
        assert {"agency", "year_be", "edition", "total", "level", "instruments"} <= result.keys()
        assert {"indicators", "weak", "delta", "trend"} <= result.keys()
        assert isinstance(result["year_be"], int)
        assert {"code", "th", "en", "reason_th", "reason_en"} == result["level"].keys()
        assert set(result["instruments"]) == set(result["weak"]) == {"IIT", "EIT", "OIT"}
        assert result["trend"] in {"up", "down", "same", None}
        for row in result["indicators"]:
            assert {"no", "score", "rank", "measure"} == row.keys()
            assert row["measure"] in {"maintain", "raise", "urgent"}
        for weak in result["weak"].values():
            assert {"count", "items"} <= weak.keys()
    for finding in answer["findings"]:
        assert {"rule", "severity", "message_th", "message_en", "suggestion"} <= finding.keys()


def test_one_result_stands_for_each_year_that_was_printed(years, printed):
    assert list(years) == [row["year_be"] for row in printed["totals"]]
    assert {result["agency"] for result in years.values()} == {printed["agency"]["code"]}
    assert all(result["edition"] == f"th-ita/{year}" for year, result in years.items())


def test_totals_differences_and_trends_are_those_printed(years, printed):
    for row in printed["totals"]:
        result = years[row["year_be"]]
        assert (result["total"], result["delta"], result["trend"]) == (
            row["total"],
            row["delta"],
            row["trend"],
        )


def test_the_level_of_2566_is_passed_well_and_says_why_it_is_not_more(years):
    level = years[2566]["level"]
    assert years[2566]["total"] == 95.02
    assert (level["code"], level["th"]) == ("pass_good", "ผ่านดี")
    assert "EIT 88.61 < 95" in level["reason_th"]
    assert "EIT 88.61 < 95" in level["reason_en"]


@pytest.mark.parametrize("year", [2565, 2566])
def test_indicators_have_the_printed_scores_ranks_and_measures(years, printed, year):
    computed = {row["no"]: row for row in years[year]["indicators"]}
    assert len(computed) == 10
    for row in printed[f"indicators_{year}"]:
        for name in {"score", "rank", "measure"} & row.keys():
            assert computed[row["no"]][name] == row[name], (row["no"], name)


def test_the_indicators_of_2566_give_the_total_by_their_weights(years):
    rows = years[2566]["indicators"]
    means = {
        name: sum(Decimal(str(rows[no - 1]["score"])) for no in numbers) / len(numbers)
        for name, numbers in (("IIT", range(1, 6)), ("EIT", range(6, 9)), ("OIT", (9, 10)))
    }
    total = (30 * means["IIT"] + 30 * means["EIT"] + 40 * means["OIT"]) / 100
    assert str(total.quantize(Decimal("0.01"))) == "95.02"
    for name, mean in means.items():
        assert years[2566]["instruments"][name] == float(mean.quantize(Decimal("0.01")))


def test_the_weak_items_of_2565_are_those_that_the_report_lists(years, printed):
    for instrument, row in printed["weak_summary_2565"].items():
        weak = years[2565]["weak"][instrument]
        assert (weak["count"], weak["items"]) == (row["count"], row["items"])
    assert [years[2565]["weak"][name]["count"] for name in ("IIT", "EIT", "OIT")] == [13, 7, 8]


def test_every_printed_weak_score_is_kept(years, printed):
    scores = {p["item"]: p["score"] for w in years[2565]["weak"].values() for p in w["points"]}
    for row in printed["weak_items_2565"]:
        if "score" in row and "part_th" not in row:
            assert scores[row["item"]] == row["score"], row["item"]


def test_the_verdicts_of_2565_give_the_printed_indicators(prongsai, printed, tmp_path):
    rest = [row for row in printed["indicators_2565"] if row["no"] < 9]
    found = rescored(prongsai, printed, tmp_path, indicators_2565=rest)[2565]

    assert {row["no"]: row["score"] for row in found["indicators"]}[9] == 93.78
    assert {row["no"]: row["score"] for row in found["indicators"]}[10] == 43.75


def test_the_total_of_2565_follows_from_eight_indicators_and_the_verdicts(
    prongsai, printed, tmp_path
):
    rest = [row for row in printed["indicators_2565"] if row["no"] < 9]
    others = [row for row in printed["totals"] if row["year_be"] != 2565]
    found = rescored(prongsai, printed, tmp_path, indicators_2565=rest, totals=others)[2565]

    assert found["total"] == 79.79


def test_it_does_not_matter_in_which_order_verdicts_are_told(prongsai, printed, tmp_path):
    rest = [row for row in printed["indicators_2565"] if row["no"] < 9]
    facts = {"other_oit_items_2565": "pass", **printed, "indicators_2565": rest}
    found = rescored(prongsai, {}, tmp_path, **facts)[2565]

    assert [row["score"] for row in found["indicators"]][8:] == [93.78, 43.75]


def test_a_file_that_another_yaml_program_rewrote_scores_alike(prongsai, dip, tmp_path, scored):
    path = tmp_path / "dip.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(dip.read_text(encoding="utf-8"))))

    assert "false: 10" in path.read_text()
    assert prongsai("score", path, "--json").json["results"] == scored.json["results"]


def test_the_change_of_the_total_is_that_of_its_indicators(years):
    parts = years[2566]["change_by_indicator"]
    assert sum(parts.values()) == pytest.approx(years[2566]["delta"], abs=0.01)
    assert years[2566]["total"] - years[2565]["total"] == pytest.approx(15.23)


def test_the_command_as_a_process_says_the_same(dip, scored):
    command = [sys.executable, "-m", "prongsai", "score", str(dip), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == scored.out
