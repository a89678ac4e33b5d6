"""Every fault of an edition is told at once, with its file and line, in both languages."""

import shutil

import pytest

from prongsai.methodology.edition.library import SHIPPED, EditionError, load_edition
from prongsai.methodology.tests.faulty import PLANTED, RULES, TEXTS


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "2566"
    shutil.copytree(SHIPPED / "th-ita" / "2566", folder)
    return folder


def plant(folder, *faults):
    """Put faults into the files; return the file and line where each is to be told."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    for fault in faults:
        assert texts[fault.file].count(fault.old) >= 1, fault
        texts[fault.file] = texts[fault.file].replace(fault.old, fault.new, 1)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [(fault.at, line_of(texts[fault.at], fault.mark)) for fault in faults]


def line_of(text, mark):
    """Return the line of the first place where a text has the mark."""
    return text[: text.index(mark)].count("\n") + 1 + mark.startswith("\n")


def faults_of(folder):
    with pytest.raises(EditionError) as refused:
        load_edition(folder)
    return refused.value.faults


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.name)
def test_a_fault_is_told_with_its_file_and_line(copy, fault):
    (place,) = plant(copy, fault)
    found = [f for f in faults_of(copy) if fault.says in f.message.en]

    assert place in {(f.file, f.line) for f in found}
    assert len(found) <= 2, "of two that share a code both are told"
    assert any("ก" <= letter <= "๙" for f in found for letter in f.message.th)


def test_more_than_twenty_faults_are_told_in_one_go(copy):
    together = [fault for fault in PLANTED if not fault.alone]
    places = plant(copy, *together)
    found = faults_of(copy)

    assert len(together) > 20
    for fault, place in zip(together, places, strict=True):
        told = {(f.file, f.line) for f in found if fault.says in f.message.en}
        assert place in told, fault.name
    assert [(f.file, f.line) for f in found] == sorted((f.file, f.line) for f in found)


def test_faults_of_shape_in_one_file_do_not_hide_those_of_the_others(copy):
    plant(copy, *[fault for fault in RULES if fault.name == "a key is missing"])
    plant(copy, *[fault for fault in TEXTS if fault.name == "an empty text"])

    assert {f.file for f in faults_of(copy)} == {"edition.yaml", "iit.yaml"}


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("eit.yaml", b"a: [", "cannot be read"),
        ("eit.yaml", b"\xff\xfe", "not UTF-8"),
        ("eit.yaml", b"a: &x 1\nb: *x\n", "anchors"),
        ("eit.yaml", b"", "(file)"),
        ("eit.yaml", b"- a list\n", "(file)"),
        ("indicators.yaml", b"5", "(file)"),
        ("edition.yaml", b"[[[[" * 100, "nested too deep"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_fault(copy, file, text, says):
    (copy / file).write_bytes(text)
    told = [f for f in faults_of(copy) if f.file == file]

    assert any(says in f.message.en for f in told)


@pytest.mark.parametrize("file", ["edition.yaml", "indicators.yaml", "oit.yaml"])
def test_a_file_that_is_not_there_is_a_fault(copy, file):
    (copy / file).unlink()
    assert file in {f.file for f in faults_of(copy)}


def test_an_empty_folder_is_no_edition(tmp_path):
    assert {f.file for f in faults_of(tmp_path)} == {"edition.yaml", "indicators.yaml"}
