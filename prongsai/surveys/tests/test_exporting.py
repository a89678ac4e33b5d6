"""What analysts get: all answers that show nobody, in files that tell when they were changed."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from zipfile import ZipFile

import duckdb
import numpy as np
import pyreadstat
import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.assessments.models import Round
from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import OPERATOR, Actor, Charge, NotAllowed, Role
from prongsai.foundation.models import AuditEntry
from prongsai.foundation.queries import EditionLibrary
from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.edition.tree import Kind
from prongsai.surveys.adapters.exports import AnswerTable, Column, write_answers
from prongsai.surveys.models import Response
from prongsai.surveys.queries.questionnaires import leaves_of
from prongsai.surveys.rules.collecting import StillCollecting
from prongsai.surveys.rules.releasing import SMALLEST_NAMED, FormUnknown, NoManifest, released
from prongsai.surveys.services.counting import tally_of
from prongsai.surveys.services.exporting import export_answers, verify_export
from prongsai.surveys.tests.closed import close, moody, part_of, store
from prongsai.surveys.tests.conftest import NOON

EDITION = EditionLibrary().load("2566")
SMALLEST = EDITION.rules.statistics.smallest_group
IIT, EIT = 0, 1
FORMS = ("parquet", "csv", "sav")
#: Agency -> type, and responses to the IIT and the EIT.
SIZES = {
    "dip": ("กรม", 60, 45),
    "=2+5": ("กรม", 25, 30),
    "s1": ("อบต.", 9, 30),
    "s2": ("อบต.", 8, 30),
    "s3": ("อบต.", 7, 30),
    "alone": ("เทศบาล", 10, 30),
    "few": ("กรม", SMALLEST - 1, 30),
}


@pytest.fixture(scope="module")
def dice():
    return np.random.default_rng(4)


@pytest.fixture
def answered(db, settings, tmp_path, dice):
    """A closed round of agencies of all sizes."""
    settings.PRONGSAI_HOME = tmp_path / "home"
    for code, (group, *_) in SIZES.items():
        Agency.objects.create(code=code, searched=code, group=group)
    round_ = plan_round(EDITION, by=OPERATOR, now=NOON)
    enter_agencies(round_, list(SIZES), by=OPERATOR, now=NOON)
    open_round(round_, by=OPERATOR, now=NOON)
    for code, (_, *people) in SIZES.items():
        for instrument, count in enumerate(people):
            sheets = moody(EDITION, instrument, count, dice)
            store(part_of(round_, code), instrument, sheets)
    return close(round_)


def codes_of(instrument):
    return [EDITION.nodes[leaf].code for leaf in leaves_of(EDITION, instrument)]


def options_in(instrument):
    nodes = (EDITION.nodes[leaf] for leaf in leaves_of(EDITION, instrument))
    return {node.code: [option.code for option in node.options] for node in nodes}


def rows_in(folder, name, form):
    """Return the rows of a file as dictionaries of texts; "" where nothing stands."""
    path = folder / f"{name}.{form}"
    if form == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    if form == "sav":
        frame, told = pyreadstat.read_sav(path, user_missing=True)
        assert told.column_names_to_labels[frame.columns[3]]
        options = options_in(IIT if name == "iit" else EIT)
        return [
            {
                key: (value if key not in options else ["", *options[key]][int(value)])
                for key, value in row.items()
            }
            for row in frame.to_dict("records")
        ]
    with duckdb.connect() as connection:
        found = connection.execute("FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description]
        return [
            dict(zip(names, ("" if cell is None else cell for cell in row), strict=True))
            for row in found.fetchall()
        ]


def exported(round_, folder, form="parquet", by=OPERATOR):
    return export_answers(round_, folder, form=form, by=by, now=NOON)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_read_back_counts_as_the_tally_does(answered, tmp_path, form):
    exported(answered, tmp_path / "out", form)
    tally = tally_of(answered, EDITION)
    for name, instrument in (("iit", IIT), ("eit", EIT)):
        rows = rows_in(tmp_path / "out", name, form)
        for agency in ("dip", "=2+5"):
            mine = [row for row in rows if row["agency"].lstrip("'") == agency]
            counts = tally.counts[tally.agencies.index(agency)]
            for code, options in options_in(instrument).items():
                column = EDITION.leaves.index(EDITION.position[code])
                found = [sum(row[code] == option for row in mine) for option in options]
                assert found == counts[column][: len(options)].tolist(), (agency, code)


@pytest.mark.parametrize("form", FORMS)
def test_rows_have_no_column_but_agency_type_survey_and_answers(answered, tmp_path, form):
    exported(answered, tmp_path / "out", form)
    for name, instrument in (("iit", IIT), ("eit", EIT)):
        rows = rows_in(tmp_path / "out", name, form)
        assert {*rows[0]} == {"agency", "group", "instrument", *codes_of(instrument)}
        assert {row["instrument"] for row in rows} == {name.upper()}


def test_no_file_holds_an_id_or_a_day(answered, tmp_path):
    exported(answered, tmp_path / "out", "csv")
    whole = b"".join(
        path.read_bytes() for path in (tmp_path / "out").iterdir() if path.name != "manifest.json"
    )
    first = Response.objects.first()
    for day in range(12):
        assert (first.answered_on + timedelta(days=day)).isoformat().encode() not in whole
    assert str(first.pk).encode() not in whole
    assert first.pk.hex.encode() not in whole


def test_small_agencies_stand_together_without_their_code(answered, tmp_path):
    facts = exported(answered, tmp_path / "out").facts["surveys"]["IIT"]
    rows = rows_in(tmp_path / "out", "iit", "parquet")

    told = {(row["agency"], row["group"]) for row in rows}
    assert told == {("dip", "กรม"), ("=2+5", "กรม"), ("", "อบต.")}
    assert sum(row["agency"] == "" for row in rows) == 24
    # One alone in its type cannot hide, nor can less than the smallest group.
    assert facts == {
        "rows": 60 + 25 + 24,
        "agencies_named": 2,
        "agencies_together": 3,
        "agencies_left_out": 2,
        "responses_left_out": 10 + SMALLEST - 1,
    }


def test_an_agency_in_no_mans_file_has_its_other_survey(answered, tmp_path):
    exported(answered, tmp_path / "out")
    rows = rows_in(tmp_path / "out", "eit", "parquet")
    assert {row["agency"] for row in rows} == {*SIZES}


def test_the_order_is_drawn_anew_each_time(answered, tmp_path):
    exported(answered, tmp_path / "one")
    exported(answered, tmp_path / "two")
    one, two = (rows_in(tmp_path / name, "iit", "parquet") for name in ("one", "two"))
    assert one != two
    assert sorted(map(str, one)) == sorted(map(str, two))


def test_indicators_that_few_answered_are_empty_and_told(answered, tmp_path):
    leaves = leaves_of(EDITION, IIT)
    for number, response in enumerate(
        Response.objects.filter(participation=part_of(answered, "dip"), instrument=IIT)
    ):
        sheet = bytearray(response.answers)
        sheet[0] = 1 if number < 2 else 0
        response.answers = bytes(sheet)
        response.save()
    exported(answered, tmp_path / "out")
    indicator = EDITION.above(leaves[0], Kind.INDICATOR)
    sisters = {
        EDITION.nodes[leaf].code
        for leaf in leaves
        if EDITION.above(leaf, Kind.INDICATOR) == indicator
    }
    rows = rows_in(tmp_path / "out", "iit", "parquet")
    mine = [row for row in rows if row["agency"] == "dip"]
    others = [row for row in rows if row["agency"] == "=2+5"]
    assert all(row[code] == "" for row in mine for code in sisters)
    assert all(any(row[code] for row in mine) for code in {*codes_of(IIT)} - sisters)
    assert all(any(row[code] for row in others) for code in sisters)
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())["withheld"]["IIT"]
    assert {one["part"] for one in told if one["agency"] == "dip"} == sisters


def test_the_codebook_tells_every_column_and_code(answered, tmp_path):
    exported(answered, tmp_path / "out")
    with (tmp_path / "out" / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    entries = json.loads((tmp_path / "out" / "codebook.json").read_text())["codebook"]
    told = {}
    for row in entries:
        told.setdefault(row["part"], []).append(row["option"])
    assert told == {**options_in(IIT), **options_in(EIT)}
    assert [row["option"] for row in rows] == [row["option"] for row in entries]
    assert all(row["question_th"] and row["option_en"] for row in rows)


def test_spss_has_labels_and_a_missing_value(answered, tmp_path):
    exported(answered, tmp_path / "out", "sav")
    _, told = pyreadstat.read_sav(tmp_path / "out" / "iit.sav", user_missing=True)
    code = codes_of(IIT)[0]
    labels = told.variable_value_labels[code]
    node = EDITION.nodes[EDITION.position[code]]
    assert labels[1.0] == f"{node.options[0].text.th} | {node.options[0].text.en}"
    assert told.missing_ranges[code] == [{"lo": 0.0, "hi": 0.0}]


def test_labels_longer_than_spss_keeps_end_between_letters(tmp_path):
    node = EDITION.nodes[EDITION.leaves[0]]
    long = replace(node.text, th="ก" * 300)
    options = tuple(option.model_copy(update={"text": long}) for option in node.options)
    table = AnswerTable(
        "IIT",
        (("a", ""),),
        np.zeros(2, np.int64),
        np.array([[1], [0]], np.uint8),
        (Column("1-x.", long, options),),
    )
    frame, told = pyreadstat.read_sav(write_answers(tmp_path, table, "sav"), user_missing=True)
    assert list(frame.columns) == ["agency", "group", "instrument", "v1_x"]
    assert told.column_names_to_labels["v1_x"] == "ก" * (256 // 3)
    assert told.variable_value_labels["v1_x"][1.0] == "ก" * (120 // 3)


def test_a_changed_a_removed_and_an_added_file_are_noticed(answered, tmp_path):
    folder = tmp_path / "out"
    exported(answered, folder)
    assert (verify_export(folder).faults, verify_export(folder).is_recorded) == ((), True)

    path = folder / "iit.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    (folder / "eit.parquet").unlink()
    (folder / "more.csv").write_text("x")
    told = [fault.en for fault in verify_export(folder).faults]
    assert told == [
        "iit.parquet was changed after it was written.",
        "eit.parquet is missing.",
        "more.csv is not in manifest.json.",
    ]


def test_a_manifest_that_somebody_wrote_is_not_in_the_trail(answered, tmp_path):
    folder = tmp_path / "out"
    exported(answered, folder)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"rows": 109', '"rows": 110'))
    assert not verify_export(folder).is_recorded


@pytest.mark.parametrize("content", [None, "no json", "{}", '{"files": [1]}', "[]"])
def test_a_folder_without_a_manifest_is_no_export(db, tmp_path, content):
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(NoManifest):
        verify_export(tmp_path)


def test_nothing_is_given_out_while_the_round_collects(answered, tmp_path):
    Round.objects.filter(pk=answered.pk).update(state="collecting")
    with pytest.raises(StillCollecting):
        exported(answered, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_who_may_take_answers_out(answered, tmp_path):
    dip = Agency.objects.get(code="dip")
    for role in Role:
        actor = Actor(1, "x", (Charge(role, dip.pk, "กระทรวง"),))
        if role in {Role.CENTRAL, Role.EVALUATOR, Role.AUDITOR}:
            assert exported(answered, tmp_path / role.value, by=actor)
        else:
            with pytest.raises(NotAllowed):
                exported(answered, tmp_path / role.value, by=actor)


def test_the_trail_tells_who_took_what(answered, tmp_path):
    done = exported(answered, tmp_path / "out", "csv")
    entry = AuditEntry.objects.get(action="answers.exported")
    assert (entry.subject, entry.facts["form"]) == (f"round:{answered}", "csv")
    assert entry.facts["sha256"] == done.sha256
    assert entry.facts["surveys"]["IIT"]["rows"] == 109


def test_forms_and_folders_that_cannot_be_are_refused(answered, tmp_path):
    with pytest.raises(FormUnknown):
        exported(answered, tmp_path, "xlsx")
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderUnwritable):
        exported(answered, tmp_path / "file")


# Whatever the sizes are


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 45), st.sampled_from(["", "x", "y"])), max_size=12),
    st.integers(0, 99),
)
def test_nobody_stands_in_a_small_group(sizes, seed):
    agencies = [(f"a{number}", group) for number, (_, group) in enumerate(sizes)]
    home = np.repeat(np.arange(len(sizes)), [size for size, _ in sizes]).astype(np.int64)
    dice = np.random.default_rng(seed)
    sheets = moody(EDITION, EIT, len(home), dice)
    leaves = leaves_of(EDITION, EIT)
    rows = released(agencies, home, sheets, edition=EDITION, leaves=leaves, random=dice)

    sizes_shown = np.bincount(rows.unit, minlength=len(rows.units))
    assert all(size >= SMALLEST_NAMED for size in sizes_shown)
    assert len(rows.unit) + rows.left_out_responses == len(home)
    for unit in range(len(rows.units)):
        answered_ = (rows.sheets[rows.unit == unit] != 0).sum(axis=0)
        assert all(count == 0 or count >= SMALLEST for count in answered_)


# On the page


@pytest.fixture
def central(client, db):
    user = User.objects.create_user("central@example.org", "long enough 123")
    Duty.objects.create(user=user, role=Role.CENTRAL.value)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client.force_login(user)
    return client


PLACE = reverse("surveys:exports", kwargs={"framework": "th-ita", "year": 2566})


def taken(response):
    """Return all that was sent, and close its file; the connection to the database stays open."""
    content = response.getvalue()
    for close_file in response._resource_closers:
        close_file()
    return content


@pytest.mark.parametrize("form", FORMS)
def test_the_page_gives_one_archive_that_is_whole(central, answered, tmp_path, form):
    sent = central.post(PLACE, {"form": form})
    assert sent["Content-Disposition"] == f'attachment; filename="th-ita-2566-answers-{form}.zip"'
    with ZipFile(io.BytesIO(taken(sent))) as archive:
        archive.extractall(tmp_path / "out")
    found = verify_export(tmp_path / "out")
    assert (found.faults, found.is_recorded, found.files) == ((), True, 4)


def test_the_page_tells_who_has_taken_out_answers(central, answered):
    assert "central@example.org" not in told_of_exports(central)
    taken(central.post(PLACE, {"form": "csv"}))
    assert "central@example.org" in told_of_exports(central)


def told_of_exports(client):
    page = client.get(PLACE).content.decode()
    return page.partition("past-caption")[2]


def test_a_form_that_is_not_there_is_said_on_the_page(central, answered):
    sent = central.post(PLACE, {"form": "xlsx"})
    assert sent.status_code == 422
    assert "parquet, csv, sav" in sent.content.decode()
