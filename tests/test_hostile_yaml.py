"""Reports made to break the reader of YAML: one line with a code, or a finding, and soon."""

import re
import time

import pytest

SECONDS = 10  # no measure of speed: a bomb would take minutes
A_LINE = re.compile(r"[^\n]*[ก-๙][^\n]* \| [^\n]*[a-z][^\n]* \[[A-Z]+-\d{3}\]\n")
WHO = "agency: {code: a}\n"
GOOD = "totals:\n  - {year_be: 2566, total: 50}\n"
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)


@pytest.fixture
def hostile(prongsai, tmp_path):
    def call(text, name="report.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        begun = time.process_time()
        answer = prongsai("score", path, "--json")
        assert time.process_time() - begun < SECONDS
        if answer.code == 2:
            assert A_LINE.fullmatch(answer.err), answer.err
            assert not answer.out
        return answer

    return call


REFUSED = {
    "empty": ("", "RESULTS-001"),
    "words": ("hello", "RESULTS-001"),
    "list": ("- a\n- b\n", "RESULTS-001"),
    "number": ("5", "RESULTS-001"),
    "agency is a list": ("agency: [1]\n" + GOOD, "RESULTS-001"),
    "agency is nothing": ("agency:\n" + GOOD, "RESULTS-001"),
    "agency alone": (WHO, "RESULTS-004"),
    "other keys": ("1: 2\n3: 4\n", "RESULTS-001"),
    "billion laughs": (LAUGHS, "FILE-004"),
    "alias": ("agency: &a {code: x}\nb: *a\n", "FILE-004"),
    "deep": ("[" * 100_000, "FILE-004"),
    "deep blocks": ("- " * 100_000, "FILE-004"),
    "object": ('agency: !!python/object/apply:os.system ["true"]\n', "FILE-004"),
    "endless number": (f"{WHO}totals: [{{year_be: 2566, total: {'9' * 5000}}}]", "FILE-004"),
    "impossible date": (f"{WHO}totals: [{{year_be: 2566, total: 2023-99-99}}]", "FILE-004"),
    "nul": ("agency: {code: a\x00b}\n", "FILE-004"),
    "list as key": ("? [a]\n: b\n", "FILE-004"),
    "unfinished": ("agency: {code: [", "FILE-004"),
    "two documents": ("a: 1\n---\nb: 2\n", "FILE-004"),
    "noise": (bytes(range(128, 256)) * 9, "FILE-003"),
    "totals are a number": (f"{WHO}totals: 5\n", "RESULTS-010"),
    "indicators are a mapping": (f"{WHO}indicators_2566: {{a: 1}}\n", "RESULTS-010"),
    "a score is a list": (f"{WHO}indicators_2566: [{{no: 1, score: [1]}}]\n", "RESULTS-010"),
    "a year is a word": (f"{WHO}totals: [{{year_be: abc, total: 5}}]\n", "RESULTS-010"),
    "a year is far": (f"{WHO}totals: [{{year_be: 99999999999, total: 5}}]\n", "RESULTS-010"),
    "a year is a power": (f'{WHO}totals: [{{year_be: "²", total: 5}}]\n', "RESULTS-010"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_scored_is_refused_in_one_line(hostile, name):
    text, code = REFUSED[name]
    answer = hostile(text)

    assert (answer.code, answer.err.endswith(f"[{code}]\n")) == (2, True), answer.err


@pytest.mark.parametrize(
    "block",
    [
        "indicators_2566: 5",
        "indicators_2566: {a: 1}",
        "indicators_2566: [5, x]",
        "indicators_2566: [{no: 1, score: [1]}]",
        "indicators_2566: [{no: 1, score: {a: b}}]",
        "weak_items_2566: {a: b}",
        "weak_items_2566: [[1]]",
        "other_oit_items_2566: [pass]",
        "weak_summary_2566: [1]",
        "weak_summary_2566: {IIT: [1]}",
        "weak_summary_2566: {IIT: {count: [1]}}",
        "weak_summary_2566: {IIT: {items: {a: b}}}",
        "ranks: [1]",
        "ranks: {2566: 5}",
        'ranks: {"2566": {level_th: [A]}}',
        "target: {level: [A]}",
        "indicators_2566: [{no: 1, score: 5, score: 6}]",
        "totals: [{year_be: 2566, total: 60}]",
        "agency: {code: b}",
    ],
)
def test_a_part_of_the_wrong_form_is_found_and_the_rest_is_used(hostile, block):
    answer = hostile(f"{WHO}{GOOD}{block}\n")

    assert "NOT-UNDERSTOOD" in answer.rules
    assert answer.json["results"][0]["total"] in {50.0, 60.0}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("{no: 1, score: .nan}", "NOT-A-NUMBER"),
        ("{no: 1, score: .inf}", "NOT-A-NUMBER"),
        ("{no: 1, score: 1e400}", "NOT-A-NUMBER"),
        ("{no: 1, score: '85,5'}", "NOT-A-NUMBER"),
        ("{no: 1, score: true}", "NOT-A-NUMBER"),
        ("{no: 1, score: -1}", "RANGE"),
        ("{no: 1, score: 100.01}", "RANGE"),
        ("{no: 99, score: 5}", "UNKNOWN-CODE"),
        ("{no: [1], score: 5}", "UNKNOWN-CODE"),
        ("{score: 5}", "UNKNOWN-CODE"),
    ],
)
def test_a_figure_that_is_none_is_found(hostile, row, rule):
    answer = hostile(f"{WHO}{GOOD}indicators_2566:\n  - {row}\n")
    (finding,) = [f for f in answer.json["findings"] if f["rule"] == rule]

    assert finding["place"] == "report.yaml:5"
    assert answer.json["results"][0]["indicators"] == []


def test_ten_megabytes_of_one_word_are_read(hostile):
    answer = hostile(f'{WHO}{GOOD}note: "{"x" * 10_000_000}"\n')
    assert answer.json["results"][0]["total"] == 50.0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "tis-620"])
def test_a_report_may_come_in_other_letters(hostile, dip, encoding):
    text = dip.read_text(encoding="utf-8").replace("Σ", "")
    assert hostile(text.encode(encoding, "ignore"), "dip.yaml").code == 0


def test_a_round_that_names_no_edition_is_refused(prongsai, tmp_path):
    (tmp_path / "round.yaml").write_text("edition: [x]\n")
    answer = prongsai("score", tmp_path)

    assert answer.code == 2
    assert answer.err.endswith("[EDITION-001]\n")
