"""A clean report has no finding; whatever is planted into one is found, and nothing else."""

from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from prongsai.reports.rules.typed.findings import TYPED_RULES
from prongsai.reports.tests.typed.clean import clean, found_in, rules_in
from prongsai.reports.tests.typed.plants import PLANTS, planted

SEEDS = st.integers(0, 1_000_000)
calmly = settings(
    max_examples=6,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


@settings(calmly, max_examples=25)
@given(SEEDS)
def test_a_clean_report_has_no_finding(seed):
    assert found_in(clean(Random(seed)).text()) == []  # noqa: S311


@pytest.mark.parametrize("name", PLANTS)
@calmly
@given(SEEDS)
def test_what_is_planted_is_found_and_nothing_else(name, seed):
    text = planted(name, seed)
    assume(text is not None)
    assert rules_in(text) == PLANTS[name][1]


def test_every_rule_of_typed_reports_is_planted():
    seen = set().union(*(rules for _, rules in PLANTS.values()))
    elsewhere = {"BANDS-YEAR", "BELOW-DETAIL"}  # test_printed_report.py, test_reading.py
    assert {rule.id for rule in TYPED_RULES} <= seen | elsewhere
