"""What chance may and may not do."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from prongsai.methodology.edition.files import AgencyType
from prongsai.methodology.wording import same
from prongsai.simulation.rules.answers import steps
from prongsai.simulation.rules.chance import even_normal, shared_out, stream
from prongsai.simulation.rules.names import FORMS, form_of, names
from prongsai.simulation.rules.places import MINISTRIES, PROVINCES

weights = st.lists(st.floats(0.01, 1000), min_size=1, max_size=30).map(np.array)


@given(weights, st.integers(0, 9), st.integers(0, 10_000))
def test_what_is_shared_out_sums_to_what_there_was(weights, least, surplus):
    total = least * len(weights) + surplus

    shares = shared_out(total, weights, least=least)

    assert shares.sum() == total
    assert shares.min() >= least


@given(weights, st.integers(0, 10_000))
def test_who_weighs_more_never_gets_less_by_more_than_a_rounding(weights, total):
    shares = shared_out(total, np.sort(weights))

    assert (np.diff(shares) >= -1).all()


def test_a_stream_depends_on_seed_and_purpose_alone():
    first = stream(1, "answer", "I1").random()

    stream(1, "answer", "I2").random()
    assert stream(1, "answer", "I1").random() == first
    assert stream(2, "answer", "I1").random() != first
    assert stream(1, "answer", "I2").random() != first


def test_quality_is_spread_alike_in_any_nation_and_dealt_by_chance():
    one, other = (even_normal(stream(seed, "quality"), 500) for seed in (1, 2))

    assert (np.sort(one) == np.sort(other)).all()
    assert (one != other).any()
    assert abs(one.mean()) < 1e-9


def test_a_scale_has_one_step_fewer_than_options():
    assert [len(steps(options)) for options in (1, 2, 4, 6)] == [0, 1, 3, 5]
    assert (np.diff(steps(6)) > 0).all()


def test_names_stay_different_when_the_words_run_out():
    for form in {form.th: form for form in FORMS}.values():
        many = names(form, 20_000, stream(1, form.th))

        assert len({th for th, _ in many}) == len({en for _, en in many}) == 20_000


def test_every_type_has_a_form():
    def named(th):
        return form_of(AgencyType.model_validate({"code": "x", "name": same(th)})).th

    assert named("องค์การบริหารส่วนจังหวัด").startswith("องค์การบริหารส่วนจังหวัด")
    assert named("จังหวัด") == "จังหวัด{}"
    assert named("กรมหรือเทียบเท่า") == "กรม{}"
    assert named("หน่วยงานของรัฐสภา") == "สำนักงานสภา{}"
    assert named("อย่างอื่น") == FORMS[-1].th


def test_provinces_and_ministries_are_complete():
    assert len(set(PROVINCES)) == 77
    assert len(set(MINISTRIES)) == 20
