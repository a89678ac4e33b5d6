"""Answers that came in are counted as a file with the same answers is."""

import csv

import numpy as np
import pytest

from prongsai.assessments.models import Participation
from prongsai.assessments.services.rounds import close_round
from prongsai.directory.rules import OPERATOR
from prongsai.methodology.edition.files import Sampling
from prongsai.surveys.models import Response
from prongsai.surveys.queries.questionnaires import leaves_of, questionnaire
from prongsai.surveys.rules.collecting import StillCollecting, required_responses
from prongsai.surveys.services import mapping_of, tally_file
from prongsai.surveys.services.counting import tally_of
from prongsai.surveys.tests.conftest import NOON


def answer_at_random(edition, collecting, people):
    dice = np.random.default_rng(5)
    sheets = []
    for participation in Participation.objects.filter(round=collecting).select_related("agency"):
        for instrument in (0, 1):
            asked = questionnaire(edition.sha256, instrument)
            for _ in range(people):
                answers = bytes(int(dice.integers(0, most + 1)) for most in asked.options)
                sheets.append((participation, instrument, answers))
    Response.objects.bulk_create(
        Response(participation=p, instrument=i, answers=a, answered_on=NOON.date())
        for p, i, a in sheets
    )
    return sheets


def written_as_file(path, edition, sheets):
    codes = [edition.nodes[leaf].code for leaf in edition.leaves]
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["agency", *codes], restval="")
        writer.writeheader()
        for participation, instrument, answers in sheets:
            mine = [edition.nodes[leaf].code for leaf in leaves_of(edition, instrument)]
            cells = {code: str(n) for code, n in zip(mine, answers, strict=True) if n}
            writer.writerow({"agency": participation.agency.code, **cells})


def test_responses_count_as_the_same_answers_in_a_file(edition, collecting, tmp_path):
    sheets = answer_at_random(edition, collecting, 40)
    path = tmp_path / "answers.csv"
    written_as_file(path, edition, sheets)
    with path.open() as file:
        columns = next(csv.reader(file))
    mapping = mapping_of(path.name, columns, edition)
    (counted,), _ = tally_file(
        path, mapping, lambda _: mapping, lambda _: edition, default=edition, engine="plain"
    )
    assert not counted.rejects
    close_round(collecting, by=OPERATOR, now=NOON)
    tally = tally_of(collecting, edition)
    assert tally.agencies == counted.tally.agencies == ("dip", "dop")
    assert np.array_equal(tally.counts, counted.tally.counts)


def test_agencies_without_answers_are_in_no_tally(edition, collecting):
    close_round(collecting, by=OPERATOR, now=NOON)
    tally = tally_of(collecting, edition)
    assert tally.agencies == ()
    assert tally.is_empty


def test_nobody_sees_counts_while_a_round_collects(edition, collecting):
    answer_at_random(edition, collecting, 1)
    with pytest.raises(StillCollecting):
        tally_of(collecting, edition)


RULE = Sampling(instrument="IIT", share_percent=10, at_least=30, enough=400, enough_above=4000)
FIXED = Sampling(instrument="IIT", agency_types=["tao"], minimum=60)


@pytest.mark.parametrize(
    ("population", "needed"),
    [(None, None), (0, 0), (20, 20), (100, 30), (301, 31), (1000, 100), (4000, 400), (9000, 400)],
)
def test_how_many_must_answer(population, needed):
    assert required_responses([RULE], "IIT", "department", population) == needed


def test_a_rule_is_for_its_types_of_agencies():
    assert required_responses([FIXED, RULE], "IIT", "tao", None) == 60
    assert required_responses([FIXED, RULE], "IIT", "department", 1000) == 100
    assert required_responses([FIXED], "EIT", "tao", 10) is None
