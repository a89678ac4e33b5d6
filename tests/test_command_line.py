"""The command as a process among others: help, exit codes, pipes, terminals, languages."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from prongsai.config import main as main_module
from prongsai.config.commands import edition as edition_command
from prongsai.config.main import COMMANDS

THAI = re.compile("[ก-๙]")
COLOUR = re.compile(r"\x1b\[")
ACTIONS = list(edition_command.ACTIONS)
PRONGSAI = [sys.executable, "-m", "prongsai"]


def run(*words, **settings):
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **settings}
    command = [*PRONGSAI, *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, timeout=60
    )


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]], ids=" ".join)
def test_the_command_tells_its_subcommands(prongsai, words):
    answer = prongsai(*words)
    assert answer.code == 0
    assert all(name in answer.out for name in COMMANDS)


@pytest.mark.parametrize(
    "words",
    [*([name] for name in COMMANDS), *(["edition", name] for name in ACTIONS)],
    ids=" ".join,
)
def test_every_subcommand_has_help_in_both_languages(prongsai, words):
    answer = prongsai(*words, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert THAI.search(answer.out)
    assert re.search("[a-z]{4}", answer.out)
    for line in answer.out.splitlines():
        if re.match(r"  (-|[A-Z]+ )", line) and "-h, --help" not in line:
            assert len(line) > 2


def test_the_version_is_told(prongsai):
    assert re.fullmatch(r"prongsai \d+\.\S+\n", prongsai("--version").out)


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["--nonsense"],
        ["score"],
        ["score", "x.csv", "--nonsense"],
        ["score", "x.csv", "--lang", "fr"],
        ["score", "x.csv", "--engine", "abacus"],
        ["whatif", "x.csv"],
        ["whatif", "x.csv", "--set", "1=1", "--year", "soon"],
        ["template"],
        ["simulate"],
        ["simulate", "--out", "x", "--agencies", "many"],
        ["edition"],
        ["edition", "nonsense"],
        ["edition", "show"],
        ["edition", "diff", "2565"],
        ["edition", "diff", "2564", "2565", "2566"],
        ["score\nx"],
    ],
    ids=" ".join,
)
def test_a_call_that_is_wrong_is_one_line_with_the_remedy(prongsai, words):
    answer = prongsai(*words)
    assert (answer.code, answer.out) == (2, "")
    assert re.fullmatch(r"[^\n]+ดูวิธีใช้: prongsai[^\n]* --help [^\n]*\[USAGE-001\]\n", answer.err)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["score", "nowhere.csv"], "FILE-001"),
        (["score", "DIP", "--edition", "nonsense"], "EDITION-001"),
        (["score", "DIP", "--frameworks", "nowhere"], "FILE-008"),
        (["score", "DIP", "--map", "nonsense"], "RESULTS-009"),
        (["score", "DIP", "--out", "DIP"], "FILE-007"),
        (["score", "DIP", "--out", "/proc/x"], "FILE-007"),
        (["score", "DIP", "--out", "out", "--tables", "secrets"], "RESULTS-008"),
        (["whatif", "DIP", "--set", "nonsense"], "RESULTS-005"),
        (["whatif", "DIP", "--set", "9=90", "--year", "2500"], "RESULTS-013"),
        (["whatif", "DIP", "--set", "9=90", "--agency", "z"], "RESULTS-013"),
        (["tally", "DIP"], "RESULTS-004"),
        (["template", "--out", "/proc/x.xlsx"], "FILE-007"),
        (["template", "--out", "x.pdf"], "RESULTS-012"),
        (["template", "--out", "x.csv", "--edition", "2500"], "EDITION-001"),
        (["edition", "show", "nonsense"], "EDITION-001"),
        (["edition", "check", "nonsense"], "EDITION-001"),
        (["edition", "diff", "2565", "nonsense"], "EDITION-001"),
        (["edition", "schema", "--out", "/proc/x"], "FILE-007"),
        (["simulate", "--out", "nation", "--agencies", "0"], "SIMULATION-003"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_what_cannot_be_done_is_one_line_with_a_code(
    prongsai, dip, tmp_path, monkeypatch, words, code
):
    monkeypatch.chdir(tmp_path)
    answer = prongsai(*[str(dip) if word == "DIP" else word for word in words])

    assert (answer.code, answer.out) == (2, "")
    assert re.fullmatch(rf"[^\n]*[ก-๙][^\n]* \| [^\n]+ \[{code}\]\n", answer.err), answer.err
    assert not list(tmp_path.iterdir())


def test_a_file_that_may_not_be_read_is_one_line_with_a_code(prongsai, tmp_path):
    path = tmp_path / "secret.csv"
    path.write_text("agency,year_be,code,score\na,2566,1,50\n")
    assert prongsai("score", path, "--json").code == 0
    path.chmod(0)
    tmp_path.chmod(0o755)
    everybody = 65534
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(everybody)
    try:
        answer = prongsai("score", path)
    finally:
        if was_root:
            os.seteuid(0)
    assert answer.code == 2
    assert re.fullmatch(r"[^\n]*[ก-๙][^\n]* \| [^\n]+ \[[A-Z]+-\d{3}\]\n", answer.err), answer.err


def test_exit_codes_tell_findings_from_none(prongsai, dip, tmp_path):
    sound = tmp_path / "sound.csv"
    sound.write_text("agency,year_be,indicator1\na,2566,50\n")
    assert prongsai("check", dip).code == 0
    assert prongsai("check", dip, "--strict").code == 1
    assert prongsai("check", sound, "--strict").code == 0
    assert prongsai("score", dip, "--json").code == 0


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["drawn", "json"])
def test_a_reader_that_goes_away_is_no_fault(dip, options):
    command = " ".join([*PRONGSAI, "score", str(dip), *options])
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -c 1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_is_one_line_with_a_code(dip):
    command = " ".join([*PRONGSAI, "score", str(dip), "--json"])
    done = subprocess.run(
        ["bash", "-c", f"{command} > /dev/full"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert re.fullmatch(r"[^\n]*[ก-๙][^\n]* \| [^\n]+ \[SYSTEM-001\]\n", done.stderr)


@pytest.fixture
def interruptible():
    """Let processes be interrupted, though this one may not: whoever began it in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interruption_ends_it_without_a_word(tmp_path):
    work = ["simulate", "--agencies", "8000", "--respondents", "6000000", "--out", "nation"]
    process = subprocess.Popen(
        [*PRONGSAI, *work], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    while not list(tmp_path.iterdir()):
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)

    assert (process.returncode, out, err) == (130, b"", b"")


def test_the_module_is_the_command(prongsai):
    assert run("--version").stdout == prongsai("--version").out
    assert run("score", "nowhere.csv").returncode == 2


@pytest.mark.parametrize("words", [["edition", "list"], ["edition", "show", "2566"],
                                   ["edition", "diff", "2565", "2566"], ["edition", "check"]],
                         ids=" ".join)  # fmt: skip
def test_what_editions_say_as_json_is_json(prongsai, words):
    answer = prongsai(*words, "--json")
    assert answer.code == 0
    json.loads(answer.out)


@pytest.mark.parametrize("missing", [AttributeError, OSError, TypeError])
def test_a_machine_without_glibc_keeps_its_own_ways_with_memory(monkeypatch, missing):
    def no_library(_name):
        raise missing

    monkeypatch.setattr(main_module.ctypes, "CDLL", no_library)
    main_module._keep_memory()


def loaded_by(*words):
    """Return which of the large libraries a command loads."""
    program = (
        "import sys; from prongsai.config.main import main; main(sys.argv[1:]);"
        "print(*[m for m in ('rich', 'duckdb', 'django', 'pandas', 'pyspark', 'ibis', 'psycopg',"
        "'xlsxwriter', 'pyarrow') if m in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr.split()


def test_json_needs_neither_the_terminal_nor_a_database(dip):
    """Starting quickly is part of the promise: what is not needed is not loaded."""
    assert loaded_by("score", dip, "--json") == []


def test_a_round_in_parquet_needs_arrow_alone(tmp_path, prongsai):
    prongsai("simulate", "--agencies", 2, "--respondents", 60, "--out", tmp_path / "nation")
    out = ("--out", tmp_path / "out", "--format", "parquet", "--quiet")
    assert loaded_by("score", tmp_path / "nation", *out) == ["pyarrow"]
