"""A proposed correction makes the mean agree, with as few digits changed as can be."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from prongsai.methodology import findings
from prongsai.methodology.checks.corrections import Term, likeliest
from prongsai.methodology.exact import half_up, points_text
from prongsai.methodology.tests.statements import found_in, says

hundredths = st.integers(0, 10_000)
terms = st.lists(st.tuples(st.integers(1, 40), hundredths), min_size=1, max_size=6).map(
    lambda pairs: [Term(n, weight, printed) for n, (weight, printed) in enumerate(pairs, 1)]
)


def mean(some):
    whole = sum(term.weight for term in some)
    return Fraction(sum(term.weight * term.printed for term in some), whole)


def corrected(parent, stated, some, correction):
    """Return the stated figure and the terms with the correction put in."""
    if correction.node == parent:
        return correction.value, some
    changed = [
        Term(t.node, t.weight, correction.value if t.node == correction.node else t.printed)
        for t in some
    ]
    return stated, changed


@given(hundredths, terms)
def test_a_correction_makes_the_mean_agree(stated, some):
    correction = likeliest(0, stated, some, mean(some))
    printed, changed = corrected(0, stated, some, correction)

    assert half_up(mean(changed)) == printed
    assert 0 <= correction.value <= 10_000


@given(terms, st.data())
def test_one_misprinted_digit_of_a_part_is_mended_by_changing_one_digit(some, data):
    stated = half_up(mean(some))
    wrong = data.draw(st.sampled_from(some))
    text = points_text(wrong.printed)
    place = data.draw(st.sampled_from([n for n, c in enumerate(text) if c.isdigit()]))
    other = text[:place] + data.draw(st.sampled_from("123456789")) + text[place + 1 :]
    misprint = Term(wrong.node, wrong.weight, int(other.replace(".", "")))
    misprinted = [misprint if term is wrong else term for term in some]
    if misprint.printed > 10_000 or abs(mean(misprinted) - stated) <= 1:
        return
    correction = likeliest(0, stated, misprinted, mean(misprinted))

    assert correction.digits == 1


@given(st.integers(0, 9_999), st.integers(0, 9_999), st.integers(0, 9_999))
def test_what_a_finding_proposes_leaves_no_contradiction(stated, first, second):
    figures = {"E6": stated, "E6.1": first, "E6.2": second}
    told = [f for f in found_in(*_says(figures)) if f.rule is findings.PARENT_MEAN]
    for finding in told:
        code, _, value = finding.suggestion.partition(" = ")
        figures[code] = int(value.replace(".", ""))

    assert not [f for f in found_in(*_says(figures)) if f.rule is findings.PARENT_MEAN]


def _says(figures):
    return [says(code, points_text(value)) for code, value in figures.items()]


def test_a_parent_whose_parts_were_computed_is_itself_corrected():
    correction = likeliest(0, 9_000, [], Fraction(8_500))
    assert (correction.node, correction.value) == (0, 8_500)


def test_when_no_misprint_explains_it_the_mean_itself_is_proposed():
    correction = likeliest(0, 12, [Term(1, 1, 9_876)], Fraction(9_876))
    assert (correction.node, correction.value) == (0, 9_876)
