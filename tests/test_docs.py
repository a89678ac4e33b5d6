"""Documentation as a contract: what is not told, stale, broken or no longer true fails here."""

import importlib
import json
import re
import shlex
import sys
import unicodedata
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from prongsai.config import main as door
from prongsai.methodology.findings import RULES
from prongsai.reports.rules.typed.findings import TYPED_RULES
from prongsai.results.queries.tables import scores_table
from prongsai.surveys.rules import BLANKS, ROLES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
DIP = ROOT / "frameworks" / "th-ita" / "2566" / "golden" / "dip.yaml"
#: Wide enough for the tables that the pages show, and the same everywhere.
WIDTH = "80"
A_LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
A_BLOCK = re.compile(
    r"(?:<!-- (?P<say>file|exit): (?P<what>\S+) -->\n)?```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())


@pytest.fixture(scope="module")
def reference():
    """The script that makes the reference, as a module."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        yield importlib.import_module("make_reference")
    finally:
        sys.path.remove(str(ROOT / "scripts"))


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def in_backticks(text):
    """Return every word that stands in backticks, also inside examples such as `a=b`."""
    return set(re.findall(r"[^\s`=(),{}\[\]:;|]+", " ".join(re.findall(r"`([^`\n]+)`", text))))


# The reference is made from the program


def test_the_made_reference_is_fresh(reference):
    stale = [name for name, text in reference.pages().items() if reference.read(name) != text]
    assert not stale, "run .venv/bin/python scripts/make_reference.py"


def test_every_command_and_option_is_told(reference):
    text = page("reference/commands.md")
    for name in door.COMMANDS:
        assert f"## prongsai {name}\n" in text
        section = text.partition(f"## prongsai {name}\n")[2].partition("\n## ")[0]
        command = door.command_module(name)
        for option in options_of(door.command_parser(name, command)):
            assert f"`{option}" in section, f"{name} {option}"


def options_of(parser):
    for action in parser._actions:
        yield from (option for option in action.option_strings if option not in {"-h", "--help"})
        if isinstance(action.choices, dict):
            for inner in action.choices.values():
                yield from options_of(inner)


def test_every_setting_is_told(reference):
    used = reference.environment_variables()
    assert {"PRONGSAI_HOME", "PRONGSAI_FRAMEWORKS", "DATABASE_URL"} <= set(used)
    assert set(used) == set(reference.SETTINGS)
    assert set(used) <= in_backticks(page("reference/settings.md"))


def test_every_error_is_told(reference):
    codes = {error.code for error in reference.user_errors()}
    assert len(codes) > 10
    assert codes <= set(re.findall(r"^## (\S+)$", page("reference/errors.md"), re.MULTILINE))


def test_every_finding_is_told():
    told = re.findall(r"^## (\S+)$", page("reference/findings.md"), re.MULTILINE)
    assert told == [rule.id for rule in (*RULES, *TYPED_RULES)]


def test_every_room_is_told():
    package = ROOT / "prongsai"
    found = [
        *package.glob("*/__init__.py"),
        *(p.with_name("__init__.py") for p in package.glob("*/*/apps.py")),
    ]
    rooms = {".".join(path.parent.relative_to(package).parts) for path in found}
    assert rooms == set(re.findall(r"^## (\S+)$", page("reference/rooms.md"), re.MULTILINE))
    assert all(f"\n{room}" in page("explanation/architecture.md") for room in rooms)


def test_every_edition_is_told():
    shipped = {
        f"{path.parent.parent.name}/{path.parent.name}"
        for path in (ROOT / "frameworks").glob("*/*/edition.yaml")
    }
    assert shipped <= set(re.findall(r"^## (\S+)$", page("reference/editions.md"), re.MULTILINE))


# What is written by hand, against the program


def test_every_column_name_is_told():
    told = in_backticks(page("reference/files.md"))
    for role, names in ROLES.items():
        assert {role, *names} <= told, role
    assert BLANKS - {""} <= told | {"n/a"}


def test_every_table_that_is_written_is_told(answers):
    told = in_backticks(page("reference/files.md"))
    for file in sorted((answers / "scored").glob("*.csv")):
        assert file.name in told
        header = file.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        named = {re.sub(r"^indicator\d+$", "indicator1", c) for c in header if c.islower()}
        assert named <= told, file.name
    assert scores_table.__doc__


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """JSON of every command, by its words; and tables in the folder `scored`."""
    place = tmp_path_factory.mktemp("answers")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        (place / "faulty" / "2570").mkdir(parents=True)
        (place / "faulty" / "2570" / "edition.yaml").write_text("framework: faulty\n")
        for number, words in enumerate(ANSWERING):
            (place / f"{number}.json").write_text(said(words), encoding="utf-8")
        said(f"score nation {DIP} --out scored --json")
    return place


ANSWERING = (
    "simulate --agencies 6 --respondents 300 --out nation --json",
    "score nation --json",
    f"score {DIP} --json",
    f"check {DIP} --json",
    f"whatif {DIP} --set E7=85 --json",
    "tally nation --quality --by gender --json",
    "edition list --json",
    "edition show 2566 --json",
    "edition check faulty/2570 --frameworks . --json",
    "edition diff 2565 2566 --json",
    "template --out scores.csv --json",
    "demo --agencies 5 --respondents 200 --json",
)


def said(words):
    """Run the command; return what it says."""
    with redirect_stdout(StringIO()) as spoken:
        code = door.main(shlex.split(words))
    assert code in {0, 1}, words
    return spoken.getvalue()


#: Objects whose keys are data: codes, columns; their values are looked into.
OPEN = {"instruments", "weak", "change_by_indicator", "changes", "columns", "items", "responses"}
#: What the JSON Schemas of an edition tell.
TOLD_ELSEWHERE = {"rules", "structure", "questionnaires"}


def keys_of(value, *, are_data=False):
    if isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not are_data:
                yield key
            if key not in TOLD_ELSEWHERE:
                yield from keys_of(inner, are_data=key in OPEN and not are_data)


def test_every_key_of_the_json_is_told(answers):
    told = in_backticks(page("reference/json.md"))
    for number, words in enumerate(ANSWERING):
        answer = json.loads((answers / f"{number}.json").read_text(encoding="utf-8"))
        keys = set(keys_of(answer, are_data=words.startswith("edition check")))
        assert keys, words
        assert keys <= told, words


def test_a_key_that_is_not_told_would_be_found():
    assert set(keys_of({"weak": {"IIT": {"count": 1}}, "new": [{"newer": 1}]})) == {
        *("weak", "count", "new", "newer")
    }


# Links


def anchors_of(path):
    """Return the anchors that a page's headings make, as forges do."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE):
        plain = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", heading).lower()
        kept = [c for c in plain if c in " -_" or unicodedata.category(c)[0] in "LNM"]
        found.add("".join(kept).replace(" ", "-"))
    return found


@each_page
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in A_LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert not anchor or anchor in anchors_of(target), link


def test_every_page_is_on_the_index():
    linked = {
        (DOCS / link.partition("#")[0]).resolve() for link in A_LINK.findall(page("index.md"))
    }
    assert not [p for p in DOCS.rglob("*.md") if p.resolve() not in {*linked, DOCS / "index.md"}]


# Commands that pages show are run, and what they show is compared


def blocks_of(path):
    return list(A_BLOCK.finditer(path.read_text(encoding="utf-8")))


SHOWING = [p for p in PAGES if any(b["kind"] == "console" for b in blocks_of(p))]


@pytest.mark.parametrize("page", SHOWING, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_commands_do_what_the_page_shows(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", WIDTH)
    (tmp_path / "frameworks").symlink_to(ROOT / "frameworks")
    for block in blocks_of(page):
        if block["say"] == "file":
            file = tmp_path / block["what"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block["text"], encoding="utf-8")
        elif block["kind"] == "console":
            wanted = int(block["what"]) if block["say"] == "exit" else 0
            for command, shown in commands_in(block["text"]):
                code, output = run(command, capsys)
                assert code == wanted, f"{command}\n{output}"
                assert_shown(shown, output, command)


def commands_in(text):
    """Yield each command of a block with the lines shown under it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown.splitlines()


def run(command, capsys):
    words = shlex.split(command)
    if words[0] == "cat":
        return 0, Path(words[1]).read_text(encoding="utf-8-sig")
    assert words[0] == "prongsai", "only prongsai and cat are run: use a block `sh` for others"
    capsys.readouterr()
    try:
        code = door.main(words[1:])
    except SystemExit as end:
        code = end.code
    spoken = capsys.readouterr()
    return code, spoken.out + spoken.err


def assert_shown(shown, output, command):
    """Every line that is shown occurs, in order; "..." stands for lines left out."""
    lines = iter([line.rstrip() for line in output.splitlines()])
    for line in shown:
        if line != "...":
            assert line.rstrip() in lines, f"{command}\ndoes not say\n{line}\nbut\n{output}"


@each_page
def test_commands_that_are_only_shown_can_be_typed(page):
    for block in blocks_of(page):
        for line in block["text"].replace("\\\n", " ").splitlines():
            if line.startswith("prongsai "):
                _, name, *words = shlex.split(re.split("[|<>]", line)[0], comments=True)
                command = door.command_module(name)
                assert door.command_parser(name, command).parse_args(words), line


def test_a_line_that_is_not_said_is_found():
    with pytest.raises(AssertionError):
        assert_shown(["two", "one"], "one\ntwo\n", "count")
