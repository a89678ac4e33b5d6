"""The library of measures: what it answers, and what is told of a faulty one."""

import json

import pytest
from jsonschema import Draft202012Validator

from prongsai.foundation.queries import EditionLibrary
from prongsai.improvement.queries.library import checked_library, library_files, measure_library
from prongsai.improvement.rules.library import read_library
from prongsai.improvement.rules.library_files import LibraryFile
from prongsai.methodology.edition.library import SHIPPED
from prongsai.methodology.edition.schema import schema_of
from prongsai.methodology.edition.tree import Kind
from prongsai.methodology.yamltext import parse

TEXT = (SHIPPED / "th-ita" / "measures.yaml").read_text()
YEARS = [2565, 2566, 2567, 2568, 2569]


def items(year):
    edition = EditionLibrary().of_year("th-ita", year)
    return [edition.nodes[node] for node in edition.of_kind(Kind.ITEM)]


def faults(text):
    editions = {year: frozenset(node.code for node in items(year)) for year in YEARS}
    _, found = read_library(text.encode(), editions)
    return found


def test_the_shipped_library_has_no_fault():
    library, found = checked_library("th-ita", EditionLibrary())
    assert found == []
    assert len(library.themes) == 7
    assert list(library_files(EditionLibrary())) == ["th-ita"]


@pytest.mark.parametrize("year", YEARS)
def test_every_item_of_every_edition_is_answered(year):
    library = measure_library()
    for node in items(year):
        assert library.answering(node.code, year), (year, node.code)


@pytest.mark.parametrize("year", [2565, 2566, 2568, 2569])
def test_where_items_are_known_by_name_something_particular_answers(year):
    library = measure_library()
    for node in items(year):
        assert not any(one.general for one in library.answering(node.code, year)), node.code


def test_a_later_year_is_answered_as_the_last_one_known():
    library = measure_library()
    assert library.answering("E7", 2575) == library.answering("E7", 2569)


def test_codes_that_moved_are_answered_by_what_they_ask():
    library = measure_library()
    satisfaction = library.measures["process.satisfaction"]
    assert "O16" in satisfaction.items_in(2565)
    assert "O17" in satisfaction.items_in(2566)
    assert "O16" not in satisfaction.items_in(2566)


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("จัดให้มีการประเมินความพึงพอใจของผู้มารับบริการ", "process.satisfaction"),
        ("กำหนดแนวทาง ขั้นตอน และคู่มือมาตรฐานการยืมทรัพย์สินของทางราชการ", "property.guide"),
        ("แจ้งเวียนแผนการป้องกันและปราบปรามการทุจริต", "corruption.briefing"),
        ("จัดตั้งคณะทำงาน ITA เพื่อขับเคลื่อนการประเมิน ITA", "corruption.working-group"),
    ],
)
def test_measures_typed_by_hand_are_recognised(words, measure):
    assert measure in [one.id for one in measure_library().recognised(words)][:2]


def test_words_that_mean_nothing_are_not_recognised():
    assert measure_library().recognised("ก") == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: service.policy", "id: process.integrity", "stands twice"),
        ("id: service\n", "id: process\n", "stands twice"),
        ("items: [O9]", "items: [O99]", "the edition of 2568 has no item O99"),
        ("until: 2566, items: [I7]", "until: 2561, items: [I7]", "before"),
        ("month: 12", "month: 13", "month"),
        ("recurrence: quarterly", "recurrence: daily", "recurrence"),
        ("words: [ความพึงพอใจ]", "wrods: [ความพึงพอใจ]", "wrods"),
        ("en: Services and e-service", 'en: ""', "a text is empty"),
        ("until: 2566, items: [I10]", "until: 2566, items: [I9]", "no measure answers I10 of 2565"),
        ("themes:", "themes: [", "cannot be read"),
    ],
)
def test_a_faulty_library_is_told_with_its_line(old, new, told):
    assert old in TEXT
    found = faults(TEXT.replace(old, new, 1))
    assert any(told in fault.message.en for fault in found), [f.message.en for f in found]
    assert all(fault.file == "measures.yaml" and fault.line >= 1 for fault in found)


def test_an_editor_finds_the_schema():
    path = SHIPPED / "schema" / "measures.schema.json"
    assert TEXT.splitlines()[0].endswith("$schema=../schema/measures.schema.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert schema == schema_of(LibraryFile)
    assert not list(Draft202012Validator(schema).iter_errors(parse(TEXT).data))


def test_a_framework_without_measures_has_an_empty_library(tmp_path):
    assert checked_library("xx", EditionLibrary(tmp_path))[0].measures == {}
