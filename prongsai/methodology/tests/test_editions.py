"""The shipped editions: they load, have the structure of their year, and tell what they doubt."""

import json
import shutil
from datetime import date
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

from prongsai.methodology.edition.difference import differences
from prongsai.methodology.edition.doubts import doubts
from prongsai.methodology.edition.library import SHIPPED, folders, load_edition
from prongsai.methodology.edition.schema import SCHEMAS, json_schema
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.tests.factories import edition
from prongsai.methodology.yamltext import parse

YEARS = [str(year) for year in range(2562, 2570)]
FILES = sorted(SHIPPED.glob("th-ita/*/*.yaml"))

each_year = pytest.mark.parametrize("year", YEARS)


def schema_of(path):
    return path.stem if path.stem in SCHEMAS else "instrument"


def as_json(value):
    """Return YAML's data as JSON has it: dates are text."""
    if isinstance(value, dict):
        return {str(key): as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def below(of, code):
    """Return the codes of what a score is the mean of."""
    return [of.nodes[child].code for child in of.children[of.position[code]]]


def test_the_editions_are_those_of_eight_years():
    assert [name for name, _ in folders(SHIPPED)] == [f"th-ita/{year}" for year in YEARS]


@each_year
def test_an_edition_loads_and_is_named_by_its_year(year):
    assert edition(year).id == f"th-ita/{year}"
    assert len({node.code for node in edition(year).nodes}) == len(edition(year).nodes)


@each_year
def test_weights_are_a_whole(year):
    instruments = edition(year).structure.instruments
    assert sum(instrument.weight for instrument in instruments) == 100
    assert [i.code for i in instruments] == ["IIT", "EIT", "OIT"]


@pytest.mark.parametrize("year", ["2564", "2565", "2566"])
def test_weights_are_thirty_thirty_forty(year):
    assert [i.weight for i in edition(year).structure.instruments] == [30, 30, 40]


@pytest.mark.parametrize("year", ["2564", "2565"])
def test_the_structure_of_2564_and_2565(year):
    of = edition(year)
    leaves = [of.instrument_of(leaf) for leaf in of.leaves]
    subs = [f"9.{n}" for n in range(1, 6)], ["10.1", "10.2"]

    assert leaves.count("IIT") == 51
    assert below(of, "9") == subs[0]
    assert below(of, "10") == subs[1]
    assert [len(below(of, code)) for code in subs[0]] == [9, 8, 7, 4, 5]
    assert [len(below(of, code)) for code in subs[1]] == [8, 2]
    assert [code for sub in subs[0] + subs[1] for code in below(of, sub)] == [
        f"O{number}" for number in range(1, 44)
    ]
    assert [below(of, code) for code in ("IIT", "EIT", "OIT")] == [
        ["1", "2", "3", "4", "5"],
        ["6", "7", "8"],
        ["9", "10"],
    ]


@pytest.mark.parametrize("year", ["2564", "2565"])
def test_an_oit_item_of_2564_and_2565_earns_nothing_or_all(year):
    of = edition(year)
    for leaf in of.leaves:
        if of.instrument_of(leaf) == "OIT":
            assert set(of.nodes[leaf].points) <= {0, 10_000, None}
            options = {option.code: option for option in of.nodes[leaf].options}
            assert {"pass", "pass_with_improvement", "fail"} <= options.keys()
            assert options["pass_with_improvement"].weak


@pytest.mark.parametrize("year", ["2562", "2563", "2564", "2565"])
def test_seven_levels_until_2565(year):
    levels = edition(year).rules.levels
    assert len(levels) == 7
    assert [levels[0].code, levels[-1].code] == ["AA", "F"]
    assert not any(level.instruments_min for level in levels)


@pytest.mark.parametrize("year", ["2566", "2567", "2568", "2569"])
def test_five_levels_from_2566_with_least_scores_of_the_instruments(year):
    levels = edition(year).rules.levels
    assert [level.total_min for level in levels] == [95, 85, 85, 70, 0]
    assert [dict(level.instruments_min) for level in levels] == [
        {"IIT": 95, "EIT": 95, "OIT": 95},
        {"IIT": 85, "EIT": 85, "OIT": 85},
        {},
        {},
        {},
    ]


@each_year
def test_measures_and_target_are_those_of_the_report(year):
    rules = edition(year).rules
    assert [(m.code, m.min) for m in rules.measure_levels] == [
        ("maintain", 90),
        ("raise", 85),
        ("urgent", 0),
    ]
    assert rules.target.score == Decimal(85)


@each_year
def test_everything_has_words_in_both_languages(year):
    for node in edition(year).nodes:
        assert any("ก" <= letter <= "๙" for letter in node.text.th) or node.text.th.isascii()
        assert node.text.en.strip()


@each_year
def test_what_is_doubtful_says_why(year):
    found = doubts(edition(year))
    assert found, "nobody knows everything"
    assert all(doubt.note.th.strip() and doubt.note.en.strip() for doubt in found)
    assert len({(doubt.where, doubt.note) for doubt in found}) == len(found)


def test_a_doubt_is_named_by_codes_and_not_by_numbers():
    places = [doubt.where for doubt in doubts(edition())]
    assert "oit.scales.verdict.options.not_applicable" in places
    assert "edition.rounding" in places


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schemas_are_those_of_the_code(name):
    path = SHIPPED / "schema" / f"{name}.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == json_schema(name)
    Draft202012Validator.check_schema(json_schema(name))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_shipped_file_keeps_to_its_schema(path):
    data = as_json(parse(path.read_text(encoding="utf-8")).data)
    faults = Draft202012Validator(json_schema(schema_of(path))).iter_errors(data)
    assert not [fault.message for fault in faults]


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_an_editor_finds_the_schema_of_every_shipped_file(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    named = (path.parent / first.partition("=")[2]).resolve()
    assert named == SHIPPED / "schema" / f"{schema_of(path)}.schema.json"


def test_an_edition_does_not_differ_from_itself():
    assert not differences(edition(), load_edition(SHIPPED / "th-ita" / "2566"))


def test_the_new_levels_of_2566_are_differences():
    found = {(d.kind, d.where) for d in differences(edition("2565"), edition("2566"))}
    assert ("changed", "edition.year_be") in found
    assert ("removed", "edition.levels.AA") in found
    assert ("added", "edition.levels.pass_good") in found


@pytest.mark.parametrize("old", ["2564", "2565"])
def test_differences_turn_round_when_the_editions_do(old):
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    one = differences(edition(old), edition("2566"))
    other = differences(edition("2566"), edition(old))

    assert {(d.kind, d.where, d.old, d.new) for d in one} == {
        (turned[d.kind], d.where, d.new, d.old) for d in other
    }


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "2566"
    shutil.copytree(SHIPPED / "th-ita" / "2566", folder)
    return folder


@pytest.mark.parametrize(
    "file", ["edition.yaml", "indicators.yaml", "iit.yaml", "eit.yaml", "oit.yaml"]
)
def test_the_hash_changes_with_every_file_that_defines_the_edition(copy, file):
    with (copy / file).open("a", encoding="utf-8") as text:
        text.write("# one more word\n")
    assert load_edition(copy).sha256 != edition().sha256


def test_the_hash_does_not_change_with_what_defines_nothing(copy):
    (copy / "CHANGES.md").write_text("other words")
    (copy / "golden" / "dip.yaml").unlink()
    assert load_edition(copy).sha256 == edition().sha256


def test_the_hash_knows_which_file_says_what(copy):
    """Words moved from the end of one file to the head of the next are another edition."""
    tail = "# moved\n"
    iit = (copy / "iit.yaml").read_text(encoding="utf-8")
    (copy / "iit.yaml").write_text(iit + tail, encoding="utf-8")
    one = load_edition(copy).sha256
    (copy / "iit.yaml").write_text(iit, encoding="utf-8")
    eit = (copy / "eit.yaml").read_text(encoding="utf-8")
    (copy / "eit.yaml").write_text(tail + eit, encoding="utf-8")
    assert load_edition(copy).sha256 != one


def test_the_tree_counts_every_kind():
    of = edition()
    assert [len(of.of_kind(kind)) for kind in (Kind.TOTAL, Kind.INSTRUMENT, Kind.INDICATOR)] == [
        1,
        3,
        10,
    ]
