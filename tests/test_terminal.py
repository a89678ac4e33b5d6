"""What people see: one language, no torn lines, colours and bars only on a terminal."""

import os
import pty
import re
import select
import sys
import time
import unicodedata

import pytest

THAI = re.compile("[ก-๙]")
CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
#: A mark that hangs on the letter before it cannot begin a line.
HANGING = {"Mn", "Mc"}


@pytest.fixture
def width(monkeypatch):
    def choose(columns):
        monkeypatch.setenv("COLUMNS", str(columns))

    choose(100)
    return choose


CALLS = [
    ["score", "DIP"],
    ["check", "DIP"],
    ["whatif", "DIP", "--set", "O41=pass", "--set", "E7=85"],
    ["edition", "list"],
    ["edition", "show", "2566"],
    ["edition", "check"],
    ["edition", "diff", "2565", "2566"],
]
each_call = pytest.mark.parametrize("words", CALLS, ids=" ".join)


def call(prongsai, dip, words, *more):
    answer = prongsai(*[str(dip) if word == "DIP" else word for word in words], *more)
    assert answer.code in {0, 1}
    assert answer.err == ""
    return answer.out


@each_call
def test_no_colour_codes_where_there_is_no_terminal(prongsai, dip, width, words):
    assert not CODES.search(call(prongsai, dip, words))


@each_call
def test_no_sentence_is_left_unfilled(prongsai, dip, width, words):
    for language in ("th", "en"):
        out = call(prongsai, dip, words, "--lang", language)
        assert "%(" not in out
        assert "Text(" not in out
        assert "None" not in out.replace("None of", "")


@each_call
def test_english_has_no_thai_leftovers(prongsai, dip, width, words):
    if words[:2] in (["edition", "show"], ["edition", "diff"]):
        pytest.skip("aliases and texts of an edition are data in two languages")
    lines = call(prongsai, dip, words, "--lang", "en").splitlines()
    assert not [line for line in lines if THAI.search(line) and "“" not in line]


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 200])
@each_call
def test_a_terminal_of_any_width_tears_nothing(prongsai, dip, width, words, columns):
    width(columns)
    for line in call(prongsai, dip, words).splitlines():
        assert not line.strip() or unicodedata.category(line.strip()[0]) not in HANGING, line


@pytest.mark.parametrize("columns", [60, 100])
def test_tables_keep_to_the_width(prongsai, dip, width, columns):
    width(columns)
    for line in call(prongsai, dip, ["score", "DIP"], "--lang", "en").splitlines():
        if "█" in line or "·····" in line:
            assert len(line.rstrip()) <= columns, line


def on_a_terminal(words, until=20, columns=100, **settings):
    """Run the command on a terminal of its own; return what it showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), **settings}
        command = [sys.executable, "-m", "prongsai", *words]
        os.execve(sys.executable, command, environment)  # noqa: S606 (no shell is wanted)
    shown, end = b"", time.monotonic() + until
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                chunk = os.read(terminal, 65536)
            except OSError:
                break
            if not chunk:
                break
            shown += chunk
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), shown.decode("utf-8", "replace")


def test_a_terminal_gets_colours(dip):
    code, shown = on_a_terminal(["score", str(dip)])
    assert code == 0
    assert re.search(r"\x1b\[[0-9;]*3[0-9]m", shown)


def test_no_colour_is_respected(dip):
    code, shown = on_a_terminal(["score", str(dip)], NO_COLOR="1")
    assert code == 0
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", shown)
    assert "95.02" in shown


def test_long_work_shows_a_bar_on_a_terminal_and_leaves_no_trace(tmp_path):
    words = [
        "simulate",
        "--agencies",
        "2000",
        "--respondents",
        "1500000",
        "--out",
        str(tmp_path / "n"),
    ]
    code, shown = on_a_terminal([*words, "--lang", "en"], until=60)
    assert code == 0
    assert "━" in shown
    assert "%" in shown
    assert shown.rstrip().splitlines()[-1].startswith(("Next", "\x1b[1mNext"))


def test_short_work_shows_no_bar(dip):
    assert "━" not in on_a_terminal(["check", str(dip)])[1]


def test_a_bar_never_appears_where_there_is_no_terminal(prongsai, tmp_path):
    words = ["simulate", "--agencies", "300", "--respondents", "60000", "--out", tmp_path / "n"]
    answer = prongsai(*words)
    assert (answer.code, answer.err) == (0, "")
    assert "━" not in answer.out


def test_a_terminal_obeys_nothing_that_stands_in_a_file(prongsai, tmp_path):
    file = tmp_path / "answers.csv"
    file.write_text('agency,I2,I7\n"x\x1b[31mred",4,3\n')

    shown = prongsai("score", file, "--edition", "2566", "--lang", "en").out

    assert "\x1b" not in shown
    assert "x\ufffd[31mred" in shown
