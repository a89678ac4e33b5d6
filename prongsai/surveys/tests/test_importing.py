"""Answers collected elsewhere come in, are counted, and leave no trace of who gave them."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, JSONField, TextField

from prongsai.assessments.models import Participation
from prongsai.assessments.services.rounds import close_round
from prongsai.directory.rules import OPERATOR, Actor, Charge, NotAllowed, Role
from prongsai.foundation.models import AuditEntry
from prongsai.surveys.models import ImportedFile, Mapping, Receipt, Response
from prongsai.surveys.queries.mappings import mapping_called
from prongsai.surveys.rules.collecting import NotASurvey
from prongsai.surveys.rules.gates import CollectingEnded
from prongsai.surveys.rules.mapping import (
    AlreadyImported,
    AnswerMapping,
    MappingNameTaken,
    MappingUnfit,
    MappingUnknown,
    MappingUnreadable,
    MappingUnsure,
    NothingUsable,
)
from prongsai.surveys.services.counting import tally_of
from prongsai.surveys.services.importing import import_answers, write_faults
from prongsai.surveys.services.mappings import mapping_from, save_mapping, write_proposal
from prongsai.surveys.services.proposing import propose_mapping, sure_mapping, with_words
from prongsai.surveys.tests import outside
from prongsai.surveys.tests.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def put(tmp_path):
    """Write a table into a file of an encoding; return its path."""

    def written(rows, name="answers.csv", encoding="utf-8", delimiter=",", ending="\r\n"):
        path = tmp_path / name
        text = outside.text_of(rows, delimiter).replace("\r\n", ending)
        path.write_bytes(text.encode(encoding))
        return path

    return written


@pytest.fixture
def bring(collecting, participation):
    """Import a file for the first agency."""

    def brought(
        path, mapping, instrument="IIT", *, by=OPERATOR, dry_run=False, whose=participation
    ):
        return import_answers(
            collecting,
            instrument,
            path,
            mapping,
            participation=whose,
            dry_run=dry_run,
            by=by,
            now=NOON,
        )

    return brought


def counted(round_, edition, made, agency="dip"):
    """Tally a closed round; return part -> counts of an agency."""
    close_round(round_, by=OPERATOR, now=NOON)
    tally = tally_of(round_, edition)
    row = tally.agencies.index(agency)
    columns = {edition.nodes[leaf].code: column for column, leaf in enumerate(edition.leaves)}
    return {
        part.code: tally.counts[row, columns[part.code]][: len(part.options)].tolist()
        for part in made.asked
    }


GOOGLE = {
    "Thai, UTF-8": {},
    "Thai with the mark of a spreadsheet": {"encoding": "utf-8-sig"},
    "Thai, TIS-620 as Windows writes it": {"encoding": "cp874"},
    "semicolons and Unix line ends": {"delimiter": ";", "ending": "\n"},
    "tabs in UTF-16": {"encoding": "utf-16", "delimiter": "\t"},
}


@pytest.mark.parametrize("how", GOOGLE.values(), ids=GOOGLE)
def test_a_google_form_counts_as_by_hand(bring, put, collecting, edition, how):
    made = outside.made_up(people=9, blank=0.1)
    path = put(outside.google(made), **how)
    found = bring(path, sure_mapping(path, edition, "IIT"))
    assert (found.rows, found.usable, found.faults) == (9, 9, ())
    assert counted(collecting, edition, made) == made.counts()


def test_an_english_form_of_the_public_counts_as_by_hand(bring, put, collecting, edition):
    made = outside.made_up(people=7, instrument="EIT")
    path = put(outside.google(made, "en"))
    assert bring(path, sure_mapping(path, edition, "EIT"), "EIT").usable == 7
    assert counted(collecting, edition, made) == made.counts()


def test_a_long_file_counts_as_by_hand(bring, put, collecting, edition):
    made = outside.made_up(people=6, blank=0.1)
    path = put(outside.long(made))
    assert bring(path, sure_mapping(path, edition, "IIT")).usable == 6
    assert counted(collecting, edition, made) == made.counts()


def told(proposal, yes="A1", no="A2"):
    """Say of numbers what they mean, as a person would."""
    words = {}
    for scale in proposal.scales:
        for guess in scale.words:
            if len(scale.options) == 2:
                words[scale.number, guess.word] = {yes: "yes", no: "no"}[guess.word]
    return with_words(proposal, words)


def test_codes_of_limesurvey_are_proposed_and_never_taken_for_granted(
    bring, put, collecting, edition
):
    made = outside.made_up(people=8)
    yes_first = {1: "A2", 2: "A1"}
    path = put(
        outside.lime(
            made, lambda part, place: yes_first[place] if len(part.options) == 2 else f"A{place}"
        )
    )
    with pytest.raises(MappingUnsure):
        sure_mapping(path, edition, "IIT")
    proposal = propose_mapping(path, edition, "IIT")
    assert len(proposal.mapping.parts) == len(made.asked)
    assert not any(guess.is_sure for guess in proposal.columns if guess.told)
    assert all(
        word.option is None for s in proposal.scales if len(s.options) == 2 for word in s.words
    )
    bring(path, told(proposal).mapping)
    assert counted(collecting, edition, made) == made.counts()


@pytest.mark.parametrize("digits", ["1234", "๑๒๓๔"])
def test_numbers_ask_which_end_of_the_scale_they_mean(bring, put, collecting, edition, digits):
    made = outside.made_up(people=5)
    rows = [[part.code for part in made.asked]]
    rows += [[digits[place - 1] for place in person] for person in made.people]
    path = put(rows)
    proposal = propose_mapping(path, edition, "IIT")
    assert all(guess.is_sure for guess in proposal.columns)
    assert proposal.doubts
    assert [w.option for w in proposal.scales[0].words] == [
        str(digits.index(w.word) + 1) for w in proposal.scales[0].words
    ]
    bring(path, told(proposal, yes=digits[1], no=digits[0]).mapping)
    assert counted(collecting, edition, made) == made.counts()


def test_a_second_heading_row_is_no_answer(bring, put, collecting, edition):
    made = outside.made_up(people=4)
    rows = outside.lime(made, outside.label)
    questions = ["Response ID", "Date submitted", "IP", *map(outside.heading, made.asked)]
    for table in ([rows[0], questions, *rows[1:]], [questions, *rows]):
        path = put(table)
        found = bring(path, propose_mapping(path, edition, "IIT").mapping, dry_run=True)
        assert (found.rows, found.usable) == (4, 4)


def test_rows_with_a_fault_are_refused_whole_and_told(bring, put, edition, tmp_path):
    made = outside.made_up(people=5)
    rows = outside.google(made)
    rows[1][3] = "ประมาณนั้น"
    rows[2] = rows[2][:10]
    rows[3][2:-1] = [""] * len(made.asked)
    path = put(rows)
    mapping = propose_mapping(path, edition, "IIT").mapping
    found = bring(path, mapping)
    assert (found.rows, found.usable, Response.objects.count()) == (5, 2, 2)
    assert [fault.number for fault in found.faults] == [2, 3, 4]
    assert (found.faults[0].column, found.faults[0].word) == (rows[0][3], "ประมาณนั้น")
    out = tmp_path / "faults.csv"
    write_faults(found.faults, out)
    assert "ประมาณนั้น" in out.read_text(encoding="utf-8-sig")


def test_a_cell_that_a_spreadsheet_would_run_is_harmless_among_the_faults(
    bring, put, edition, tmp_path
):
    rows = outside.google(outside.made_up(people=2))
    rows[1][3] = "=HYPERLINK(1)"
    path = put(rows)
    found = bring(path, propose_mapping(path, edition, "IIT").mapping, dry_run=True)
    write_faults(found.faults, tmp_path / "faults.csv")
    assert "'=HYPERLINK" in (tmp_path / "faults.csv").read_text(encoding="utf-8-sig")


def test_a_word_that_somebody_maps_is_understood(bring, put, edition):
    rows = outside.google(outside.made_up(people=3))
    rows[1][3] = "พอประมาณ"
    path = put(rows)
    proposal = propose_mapping(path, edition, "IIT")
    [scale] = [s for s in proposal.scales if "พอประมาณ" in {w.word for w in s.words}]
    mapping = with_words(proposal, {(scale.number, "พอประมาณ"): "2"}).mapping
    assert bring(path, mapping, dry_run=True).faults == ()


def test_a_label_that_somebody_refuses_is_refused(bring, put, edition):
    made = outside.made_up(people=6)
    path = put(outside.google(made))
    proposal = propose_mapping(path, edition, "IIT")
    mapping = with_words(proposal, {(0, "มากที่สุด"): None}).mapping
    assert bring(path, mapping, dry_run=True).usable == 0
    again = propose_mapping(path, edition, "IIT", told=mapping)
    assert again.mapping == mapping


def test_a_dry_run_changes_nothing(bring, put, edition):
    path = put(outside.google(outside.made_up(people=3)))
    before = AuditEntry.objects.count()
    assert bring(path, sure_mapping(path, edition, "IIT"), dry_run=True).usable == 3
    assert not Response.objects.exists()
    assert not ImportedFile.objects.exists()
    assert AuditEntry.objects.count() == before


def test_the_same_file_comes_in_once(bring, put, edition, collecting):
    path = put(outside.google(outside.made_up(people=3)))
    mapping = sure_mapping(path, edition, "IIT")
    bring(path, mapping)
    again = put(outside.google(outside.made_up(people=3)), "renamed.csv")
    other = Participation.objects.get(round=collecting, agency__code="dop")
    for whose in (None, other):
        with pytest.raises((AlreadyImported, MappingUnfit)):
            bring(again, mapping, whose=whose)
    with pytest.raises(AlreadyImported):
        bring(again, mapping, dry_run=True)
    assert Response.objects.count() == 3


def test_nothing_comes_in_after_the_end(bring, put, edition, collecting):
    path = put(outside.google(outside.made_up(people=3)))
    close_round(collecting, by=OPERATOR, now=NOON)
    with pytest.raises(CollectingEnded):
        bring(path, sure_mapping(path, edition, "IIT"))


def test_coordinators_import_for_their_own_agency_alone(bring, put, edition, collecting):
    path = put(outside.google(outside.made_up(people=2)))
    mapping = sure_mapping(path, edition, "IIT")
    mine = Participation.objects.get(round=collecting, agency__code="dip")
    own = Actor(None, "own", (Charge(Role.COORDINATOR, mine.agency_id),))
    strange = Actor(None, "strange", (Charge(Role.COORDINATOR, mine.agency_id + 1),))
    auditor = Actor(None, "auditor", (Charge(Role.AUDITOR),))
    for actor in (strange, auditor):
        with pytest.raises(NotAllowed):
            bring(path, mapping, by=actor)
    with pytest.raises(NotAllowed):
        bring(path, mapping, by=own, whose=None)
    assert bring(path, mapping, by=own).usable == 2


def test_a_column_can_tell_whose_answers_they_are(bring, put, edition, collecting):
    made = outside.made_up(people=4)
    rows = outside.google(made)
    for row, code in zip(rows, ["รหัสหน่วยงาน", "dip", "dop", "nobody", "dip"], strict=True):
        row.append(code)
    path = put(rows)
    found = bring(path, sure_mapping(path, edition, "IIT", by_agency=True), whose=None)
    assert (found.usable, found.agencies) == (3, ("dip", "dop"))
    assert [(fault.number, fault.word) for fault in found.faults] == [(4, "nobody")]
    who = Response.objects.values_list("participation__agency__code", flat=True)
    assert sorted(who) == ["dip", "dip", "dop"]


def test_the_day_is_kept_where_somebody_says_so_and_the_time_never(bring, put, edition):
    made = outside.made_up(people=3)
    stamps = ["2023/02/01 10:11:12 AM GMT+7", "1/3/2566, 23:59:59", "๒๕๖๖-๐๔-๐๕"]
    rows = outside.google(made)
    for row, stamp in zip(rows[1:], stamps, strict=True):
        row[0] = stamp
    path = put(rows)
    mapping = sure_mapping(path, edition, "IIT")
    dated = AnswerMapping({**mapping.columns, "ประทับเวลา": "@date"}, mapping.words)
    bring(path, dated)
    days = sorted(Response.objects.values_list("answered_on", flat=True))
    assert days == [date(2023, 2, 1), date(2023, 3, 1), date(2023, 4, 5)]


@pytest.mark.parametrize("stamp", ["soon", "2023-13-40", "", "2999-01-01"])
def test_a_day_that_is_none_is_refused(bring, put, edition, stamp):
    rows = outside.google(outside.made_up(people=2))
    rows[1][0] = stamp
    path = put(rows)
    mapping = sure_mapping(path, edition, "IIT")
    dated = AnswerMapping({**mapping.columns, "ประทับเวลา": "@date"}, mapping.words)
    assert [fault.number for fault in bring(path, dated, dry_run=True).faults] == [2]


def test_without_a_day_the_answers_are_of_today(bring, put, edition):
    path = put(outside.google(outside.made_up(people=2)))
    bring(path, sure_mapping(path, edition, "IIT"))
    assert set(Response.objects.values_list("answered_on", flat=True)) == {date(2026, 11, 23)}
    assert not Receipt.objects.exists()


def test_nothing_of_the_file_but_the_answers_is_in_any_table(bring, put, edition, participation):
    """The planted e-mail, name, time and address are looked for in every column of every table."""
    made = outside.made_up(people=6)
    rows = outside.google(made, stamp="2023/02/01 10:11:12 AM GMT+7")
    rows[1][4] = f"{outside.PLANTED} says much"
    path = put(rows)
    proposal = propose_mapping(path, edition, "IIT")
    found = bring(path, proposal.mapping)
    assert len(found.faults) == 1
    save_mapping("แบบของกรม", proposal.mapping, edition, "IIT", by=OPERATOR, now=NOON)
    seen = 0
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
            for (row,) in cursor.fetchall():
                seen += 1
                assert not any(p in row for p in (outside.PLANTED, outside.NAME, "10:11:12"))
    assert seen
    assert any(isinstance(f, CharField | TextField | JSONField) for f in Mapping._meta.fields)


def test_the_order_of_the_file_does_not_remain(bring, put, edition):
    made = outside.made_up(people=40)
    path = put(outside.google(made))
    bring(path, sure_mapping(path, edition, "IIT"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM surveys_response ORDER BY ctid")
        stored = [list(answers) for (answers,) in cursor.fetchall()]
    assert sorted(stored) == sorted(made.people)
    assert stored != made.people


def test_the_trail_tells_the_file_and_no_respondent(bring, put, edition):
    path = put(outside.google(outside.made_up(people=3)))
    found = bring(path, sure_mapping(path, edition, "IIT"))
    entry = AuditEntry.objects.get(action="answers.imported")
    assert entry.facts == {"instrument": "IIT", "rows": 3, "refused": 0, "sha256": found.sha256}


def test_a_mapping_is_saved_and_found_again(put, edition, tmp_path, collecting):
    path = put(outside.google(outside.made_up(people=2)))
    mapping = sure_mapping(path, edition, "IIT")
    save_mapping("แบบของกรม", mapping, edition, "IIT", by=OPERATOR, now=NOON)
    assert mapping_called("แบบของกรม", edition, "IIT") == mapping
    with pytest.raises(MappingNameTaken):
        save_mapping("แบบของกรม", mapping, edition, "IIT", by=OPERATOR, now=NOON)
    with pytest.raises(MappingUnknown):
        mapping_called("แบบของกรม", edition, "EIT")
    auditor = Actor(None, "auditor", (Charge(Role.AUDITOR),))
    with pytest.raises(NotAllowed):
        save_mapping("อีกแบบ", mapping, edition, "IIT", by=auditor, now=NOON)


def test_a_mapping_goes_into_a_file_and_back(put, edition, tmp_path):
    path = put(outside.lime(outside.made_up(people=2)))
    proposal = propose_mapping(path, edition, "IIT")
    write_proposal(proposal, tmp_path / "mapping.yaml")
    assert mapping_from(tmp_path / "mapping.yaml") == proposal.mapping
    assert "# “A" in (tmp_path / "mapping.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ["- a", "columns: [1]", "columns: {a: {b: c}}", "words: 3", "a: &x 1", "colums: {}", "{"],
)
def test_a_file_that_is_no_mapping_is_told(tmp_path, text):
    path = tmp_path / "mapping.yaml"
    path.write_text(text)
    with pytest.raises(MappingUnreadable):
        mapping_from(path)


UNFIT = {
    "no such part": ({"a": "I99"}, {}),
    "twice": ({"a": "I2", "b": "I2"}, {}),
    "no parts": ({"a": "@date"}, {}),
    "half long": ({"a": "I2", "b": "@part"}, {}),
    "no such option": ({"a": "I2"}, {"I2": {"x": "9"}}),
    "words of no part": ({"a": "I2"}, {"I99": {"x": "1"}}),
    "no such column": ({"elsewhere": "I2"}, {}),
}


@pytest.mark.parametrize(("columns", "words"), UNFIT.values(), ids=UNFIT)
def test_a_mapping_that_does_not_fit_is_refused(bring, put, columns, words):
    path = put([["a", "b"], ["มาก", "น้อย"]])
    with pytest.raises(MappingUnfit):
        bring(path, AnswerMapping(columns, words))


def test_what_is_no_survey_is_refused(bring, put, edition):
    path = put([["a"], ["มาก"]])
    with pytest.raises(NotASurvey):
        bring(path, AnswerMapping({"a": "O1"}, {}), "OIT")
    with pytest.raises(NotASurvey):
        propose_mapping(path, edition, "OIT")


def test_a_file_without_a_usable_row_brings_nothing(bring, put):
    path = put([["a"], ["ประมาณนั้น"]])
    with pytest.raises(NothingUsable):
        bring(path, AnswerMapping({"a": "I2"}, {}))
    assert not ImportedFile.objects.exists()


def test_who_answers_a_part_twice_and_differently_is_refused(bring, put, edition):
    table = [["id", "part", "answer"], ["1", "I2", "มาก"], ["1", "I2", "น้อย"], ["2", "I2", "มาก"]]
    path = put(table)
    found = bring(path, propose_mapping(path, edition, "IIT").mapping, dry_run=True)
    assert (found.usable, [fault.word for fault in found.faults]) == (1, ["มาก | น้อย"])


HOSTILE = {
    "one column": [["มาก"], ["มาก"]],
    "headings alike": [["x"] * 30, ["มาก"] * 30],
    "no headings": [["", ""], ["มาก", "มาก"]],
    "endless words": [["I2"], *[[f"word {n}"] for n in range(500)]],
    "a letter of every kind": [["I2\u202e\u0000", "ก\u0e33\u0e4d"], ["มาก\u200b", "\U0001f600"]],
    "a long cell": [["I2", "x" * 5000], ["มาก", "y" * 20000]],
    "ragged": [["I2", "I7"], ["มาก"], ["มาก", "มาก", "", ""], ["มาก", "มาก", "z"]],
}


@pytest.mark.parametrize("rows", HOSTILE.values(), ids=HOSTILE)
def test_odd_files_are_read_or_refused_and_never_break(bring, put, edition, rows):
    path = put(rows)
    proposal = propose_mapping(path, edition, "IIT")
    assert len(proposal.columns) == len(rows[0]) or proposal.columns
    if proposal.mapping.parts:
        found = bring(path, proposal.mapping, dry_run=True)
        assert found.usable + len(found.faults) == found.rows


def test_a_later_moment_makes_no_difference_to_the_day(collecting, participation, put, edition):
    """The day is that of Bangkok."""
    path = put(outside.google(outside.made_up(people=1)))
    late = datetime(2026, 11, 23, 18, tzinfo=UTC)
    import_answers(
        collecting,
        "IIT",
        path,
        sure_mapping(path, edition, "IIT"),
        participation=participation,
        by=OPERATOR,
        now=late,
    )
    assert Response.objects.get().answered_on == date(2026, 11, 24)
