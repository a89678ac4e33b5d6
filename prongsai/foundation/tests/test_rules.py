import pickle

import pytest

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text


class TooFewAnswers(UserError):
    code = "EXAMPLE-001"
    message = Text("มีคำตอบ %(n)s ชุด", "There are %(n)s answers.")
    remedy = Text("ต้องมีอย่างน้อย %(least)s", "At least %(least)s are needed.")


def test_it_says_what_happened_and_what_to_do_in_both_languages():
    said = TooFewAnswers(n=3, least=30).text

    assert said.th == "มีคำตอบ 3 ชุด ต้องมีอย่างน้อย 30"
    assert said.en == "There are 3 answers. At least 30 are needed."


def test_as_a_line_it_is_thai_then_english_then_the_code():
    line = str(TooFewAnswers(n=3, least=30))

    assert line.endswith("At least 30 are needed. [EXAMPLE-001]")
    assert line.index("มีคำตอบ") < line.index("There are")
    assert "\n" not in line


def test_a_parameter_may_itself_be_said_in_both_languages():
    said = TooFewAnswers(n=Text("สาม", "three"), least=30).text

    assert (said.th.split()[1], said.en.split()[2]) == ("สาม", "three")


def test_a_forgotten_parameter_is_a_bug_and_not_an_empty_sentence():
    with pytest.raises(KeyError):
        _ = TooFewAnswers(n=3).text


def test_an_error_travels_between_processes():
    error = TooFewAnswers(n=Text("สาม", "three"), least=30)
    come = pickle.loads(pickle.dumps(error))  # noqa: S301

    assert type(come) is TooFewAnswers
    assert come.text == error.text
