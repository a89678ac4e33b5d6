import pytest

from prongsai.methodology.yamltext import YamlError, parse


def test_no_is_a_key_and_not_a_truth_value():
    assert parse("{no: 1, yes: 2}").data == {"no": 1, "yes": 2}


def test_a_repeated_key_is_kept_with_its_line():
    document = parse("a: 1\nb: 2\na: 3\n")

    assert document.data == {"a": 3, "b": 2}
    assert document.repeated == [(("a",), 1, 1)]


def test_a_place_knows_its_line_and_an_unknown_place_that_of_what_holds_it():
    document = parse("a:\n  - x: 1\n  - x: 2\n")

    assert document.line(("a", 1, "x")) == 3
    assert document.line(("a", 1, "y", "z")) == 3


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: &x 1\nb: *x",
        "[" * 100_000,
        "- " * 100_000,
        "a: \x00",
        "? [a]: b",
        "a: 1\n b: 2",
        "<<: {a: 1}",
        "a: !!set {b}",
        "--- 1\n--- 2",
    ],
    ids=[
        "open bracket",
        "alias",
        "deep flow",
        "deep block",
        "null byte",
        "odd key",
        "indent",
        "merge key",
        "set",
        "two documents",
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_a_line(text):
    with pytest.raises(YamlError, match=r"line [12]"):
        parse(text)


def test_a_block_that_is_written_again_keeps_the_lines_of_the_last():
    document = parse("a: {x: 1, y: 2}\nb: 1\na:\n  x: 3\n")

    assert document.data == {"a": {"x": 3}, "b": 1}
    assert document.repeated == [(("a",), 1, {"x": 1, "y": 2})]
    assert document.line(("a", "x")) == 4


def test_words_without_quotes_mean_what_yaml_says_and_quoted_ones_themselves():
    assert parse("[1, '1', 1.5, true, null, 0x1F, ~, no]").data == [
        1,
        "1",
        1.5,
        True,
        None,
        31,
        None,
        "no",
    ]
