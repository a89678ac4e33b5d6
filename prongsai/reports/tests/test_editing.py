"""A person's words stay when a report is made again; where data changed under them is told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.methodology.wording import Text, same
from prongsai.reports.queries.annual import annual_document
from prongsai.reports.rules.blocks import Document, Listing, Notice, Paragraph, Section
from prongsai.reports.rules.editing import Edit, apply_edits, editable, spoken
from prongsai.reports.tests.conftest import DAY, document
from prongsai.reports.tests.plans import half_done, told

WORDS = st.text("กขคabc ", min_size=1, max_size=12).filter(str.strip)
KEYS = ("a", "b.c", "d")
generated_words = st.fixed_dictionaries(dict.fromkeys(KEYS, WORDS))
edited_words = st.dictionaries(st.sampled_from([*KEYS, "gone"]), WORDS, max_size=4)


def made(words):
    """Return a document as somebody generates it from data."""
    blocks = (
        Paragraph(same(words["a"]), "a"),
        Listing((same(words["b.c"]), same("unchanging")), "b.c"),
        Notice(same("title"), same(words["d"]), key="d"),
        Paragraph(same("without a key")),
    )
    return Document(same("t"), same("s"), same("x"), DAY, (Section(blocks),))


def edits_of(document, words):
    """Return edits that a person makes while reading a document."""
    there = editable(document)
    return [Edit(key, there.get(key, same("then")), Text(new, "")) for key, new in words.items()]


@given(before=generated_words, after=generated_words, words=edited_words)
def test_edits_are_kept_whatever_is_generated_and_those_on_changed_words_are_told(
    before, after, words
):
    edits = edits_of(made(before), words)
    edited = apply_edits(made(after), edits)
    shown = editable(edited.document)
    for key, new in words.items():
        if key in KEYS:
            assert shown[key].th.split() == new.split()
    for key in KEYS:
        if key not in words:
            assert shown[key] == editable(made(after))[key]
    changed = {
        key for key in words if editable(made(before)).get(key) != editable(made(after)).get(key)
    }
    assert {one.key for one in edited.stale} == changed | ({"gone"} & set(words))
    assert set(edited.unknown) == {"gone"} & set(words)


@given(words=generated_words, edits=edited_words)
def test_the_same_data_with_the_same_edits_give_the_same_document(words, edits):
    some = edits_of(made(words), edits)
    assert apply_edits(made(words), some) == apply_edits(made(words), some)
    assert apply_edits(made(words), []).document == made(words)


@pytest.fixture(scope="module")
def material(dip):
    return told(dip)


def test_every_paragraph_of_the_reports_can_be_edited_and_keys_are_unique(dip, material):
    for some in (document(dip), annual_document(material, DAY)):
        keyed = [block for block in some.blocks if isinstance(block, Paragraph | Listing | Notice)]
        assert all(block.key for block in keyed)
        keys = [block.key for block in some.blocks if getattr(block, "key", "")]
        assert len(keys) == len(set(keys))


def test_an_edit_outlives_other_progress_and_is_told_where_its_numbers_changed(material):
    first = annual_document(material, DAY)
    there = editable(first)
    edits = [
        Edit(key, there[key], Text(f"ข้อความของเรา {key}", ""))
        for key in ("foreword.report", "progress.sentence", "plan.sentence")
    ]
    again = apply_edits(
        annual_document(replace(material, plan=half_done(material.plan)), DAY), edits
    )
    assert {one.key for one in again.stale} == {"progress.sentence", "plan.sentence"}
    shown = editable(again.document)
    assert all(shown[edit.key].th == edit.text.th for edit in edits)
    now = {one.key: one.now for one in again.stale}
    assert "ดำเนินการแล้วเสร็จ 10 จาก 30" in now["progress.sentence"].th


def test_lines_become_paragraphs_and_one_language_may_have_more(material):
    document_ = annual_document(material, DAY)
    text = editable(document_)["foreword.assessment"]
    edit = Edit("foreword.assessment", text, Text("หนึ่ง\nสอง\n\nสาม", "One"))
    edited = apply_edits(document_, [edit]).document
    mine = [b.text for b in edited.blocks if getattr(b, "key", "") == "foreword.assessment"]
    assert [text.th for text in mine] == ["หนึ่ง", "สอง", "สาม"]
    english = spoken(edited, "en")
    mine = [b.text.en for b in english.blocks if getattr(b, "key", "") == "foreword.assessment"]
    assert mine == ["One"]


def test_words_can_be_left_out_and_a_cover_be_given_another_title(material):
    document_ = annual_document(material, DAY)
    there = editable(document_)
    edits = [
        Edit("foreword.thanks", there["foreword.thanks"], Text("", ""), left_out=True),
        Edit("cover.title", there["cover.title"], Text("รายงานของเรา", "Our report")),
    ]
    edited = apply_edits(document_, edits)
    assert not edited.stale
    assert "foreword.thanks" not in editable(edited.document)
    assert editable(edited.document)["cover.title"].th == "รายงานของเรา"
