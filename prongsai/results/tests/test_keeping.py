"""Score runs in the database: what they name, that they never change, what people see of them."""

from hashlib import sha256
from html import escape

import numpy as np
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prongsai.assessments.models import FrozenEdition
from prongsai.directory.rules import OPERATOR, Actor, Charge, NotAllowed, Role
from prongsai.foundation.models import AuditEntry
from prongsai.foundation.queries import EditionLibrary
from prongsai.results.models import AgencyScore, Publication, ScoreRun
from prongsai.results.queries.histories import AgencyHistory
from prongsai.results.queries.payload import finding_payload, result_payload
from prongsai.results.queries.published import (
    published_history,
    published_round,
    published_year,
    published_years,
)
from prongsai.results.queries.rows import results_of
from prongsai.results.queries.runs import kept_runs
from prongsai.results.rules import (
    AgencyCodeUnusable,
    AgencyUnknown,
    EditionChanged,
    NothingPublished,
    RunUnknown,
    YearUnpublished,
)
from prongsai.results.services.histories import history_from_files
from prongsai.results.services.keeping import publish_run, withdraw_run
from prongsai.results.services.scoring import score_files
from prongsai.results.tests.conftest import LIBRARY, NOON

HEADER = "agency,name_th,year_be,total,indicator1,indicator2\n"


def table(folder, name, *rows):
    path = folder / name
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows))
    return path


def payloads(history: AgencyHistory):
    return [result_payload(year.result) for year in history.years]


def test_what_is_kept_reads_back_as_it_was_scored(keep, dip):
    keep(dip)
    kept, scored = published_history("dip"), history_from_files([dip], library=LIBRARY)
    assert payloads(kept) == payloads(scored)
    for old, new in zip(scored.years, kept.years, strict=True):
        assert np.array_equal(old.scores.published, new.scores.published)
        assert list(map(finding_payload, old.findings)) == list(map(finding_payload, new.findings))
        assert old.provenance.inputs == new.provenance.inputs


def test_every_agency_of_a_nation_reads_back_as_it_was_scored(keep, nation):
    keep(nation)
    for round_ in score_files([nation], library=LIBRARY).rounds:
        for result in results_of(round_):
            year = published_history(result.agency.code).published(round_.year_be)
            assert result_payload(year.result) == result_payload(result)


def test_a_whole_year_is_read_with_its_edition_once(keep, nation):
    keep(nation)
    with CaptureQueriesContext(connection) as asked:
        round_, provenance = published_round()
    assert len(round_.agencies) > 2
    assert provenance.edition_sha256 == round_.edition.sha256
    of_agencies = [one["sql"] for one in asked if 'FROM "results_agencyscore"' in one["sql"]]
    assert of_agencies
    assert not [sql for sql in of_agencies if "frozenedition" in sql]


def test_a_run_names_the_hashes_of_its_edition_and_files(keep, dip):
    run = keep(dip)[-1]
    assert run.edition.sha256 == LIBRARY.load("2566").sha256
    digest = sha256(dip.read_bytes()).hexdigest()
    assert run.inputs == [
        {
            "name": "dip.yaml",
            "sha256": digest,
            "size": dip.stat().st_size,
        }
    ]


def test_an_edition_is_frozen_with_the_run(keep, dip):
    keep(dip)
    frozen = FrozenEdition.objects.get(framework="th-ita", year_be=2566)
    folder = LIBRARY.folder("2566")
    assert frozen.files["iit.yaml"] == (folder / "iit.yaml").read_text()


@pytest.mark.parametrize(
    ("model", "column"), [(ScoreRun, "program"), (AgencyScore, "total"), (FrozenEdition, "files")]
)
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_or_remove_a_run(keep, dip, model, column, change):
    keep(dip)
    table = model._meta.db_table
    words = {"update": f"UPDATE {table} SET {column} = {column}", "delete": f"DELETE FROM {table}"}
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(words[change])


def test_agencies_that_new_files_do_not_mention_are_carried_over(keep, tmp_path):
    [first] = keep(table(tmp_path, "one.csv", "a,ก,2566,90,95,90", "b,ข,2566,80,80,85"))
    [second] = keep(table(tmp_path, "two.csv", "b,ข,2566,99,100,98", "c,ค,2566,85,85,85"))
    assert (second.base, second.agencies) == (first, 3)
    assert [file["name"] for file in second.inputs] == ["two.csv", "one.csv"]
    ranks = {
        code: published_history(code).latest.result.standings["country"].rank for code in "abc"
    }
    assert ranks == {"b": 1, "a": 2, "c": 3}


def test_replacing_begins_anew(keep, tmp_path):
    keep(table(tmp_path, "one.csv", "a,ก,2566,90,95,90"))
    [second] = keep(table(tmp_path, "two.csv", "b,ข,2566,80,80,85"), replace=True)
    assert (second.base, second.agencies) == (None, 1)
    with pytest.raises(AgencyUnknown):
        published_history("a")


def test_agencies_scored_with_another_edition_are_not_carried_over(keep, tmp_path):
    keep(table(tmp_path, "one.csv", "a,ก,2566,90,95,90"))
    run = ScoreRun.objects.get()
    other = FrozenEdition.objects.create(
        sha256="0" * 64, framework="th-ita", year_be=2566, files=run.edition.files
    )
    changed = ScoreRun.objects.create(
        edition=other, inputs=[], program="-", made_at=NOON, agencies=1
    )
    score = run.scores.get()
    score.pk, score._state.adding, score.run = None, True, changed
    score.save()
    publish_run(changed.pk, by=OPERATOR, now=NOON)
    with pytest.raises(EditionChanged):
        keep(table(tmp_path, "two.csv", "b,ข,2566,80,80,85"))


def test_unpublished_results_are_seen_by_nobody_until_they_are_published(keep, dip):
    runs = keep(dip, publish=False)
    with pytest.raises(NothingPublished):
        published_year()
    publish_run(runs[-1].pk, by=OPERATOR, now=NOON)
    assert [year.year_be for year in published_years()] == [2566]
    with pytest.raises(YearUnpublished):
        published_year(2565)
    withdraw_run(runs[-1].pk, by=OPERATOR, now=NOON)
    assert (published_years(), Publication.objects.count()) == ([], 0)


def test_an_older_run_can_be_published_again(keep, tmp_path):
    [first] = keep(table(tmp_path, "one.csv", "a,ก,2566,90,95,90"))
    [second] = keep(table(tmp_path, "two.csv", "a,ก,2566,70,70,70"))
    assert published_history("a").latest.result.total == 7000
    publish_run(first.pk, by=OPERATOR, now=NOON)
    assert published_history("a").latest.result.total == 9000
    assert [(run.id, run.published) for run in kept_runs()] == [
        (second.pk, False),
        (first.pk, True),
    ]


def test_a_run_that_is_not_there_cannot_be_published_or_withdrawn(db):
    with pytest.raises(RunUnknown):
        publish_run(1, by=OPERATOR, now=NOON)
    with pytest.raises(RunUnknown):
        withdraw_run(1, by=OPERATOR, now=NOON)


@pytest.mark.parametrize("code", ["a/b", ".", "..", "x" * 65])
def test_an_agency_whose_code_no_address_can_hold_is_refused_before_anything_is_kept(
    keep, tmp_path, code
):
    with pytest.raises(AgencyCodeUnusable):
        keep(table(tmp_path, "one.csv", f"{code},ก,2566,90,95,90"))
    assert not ScoreRun.objects.exists()


@pytest.mark.parametrize("code", ["=1+1", "ก ข", "a?b#c%d", "<script>", "a&b", "x" * 64])
def test_any_other_code_has_its_pages(keep, tmp_path, client, code):
    keep(table(tmp_path, "one.csv", f'"{code}",ก,2566,90,95,90'))
    address = reverse("results:agency_year", args=[code, 2566])
    assert escape(address) in client.get("/2566/").content.decode()
    assert client.get(address).status_code == 200


def test_a_printed_rank_holds_before_ours_and_lists_show_ours(keep, dip, nation):
    keep(dip, nation)
    result = published_history("dip").latest.result
    assert (result.standings["group"].rank, result.standings["group"].of) == (30, 146)
    assert result.standings["group"].stated
    row = AgencyScore.objects.get(agency__code="dip", run=published_year(2566)[0].run)
    assert row.standings["country"]["of"] == 31
    assert "group" not in row.standings or row.standings["group"]["of"] < 146


def test_a_group_is_known_by_its_code_or_its_name(keep, dip, nation):
    keep(dip, nation)
    assert AgencyScore.objects.filter(agency__code="dip").latest("pk").group == "department"


def test_a_name_that_a_later_file_leaves_out_stays(keep, tmp_path):
    keep(table(tmp_path, "one.csv", "a,กรม ก,2565,90,95,90"))
    keep(table(tmp_path, "two.csv", "a,,2566,90,95,90"))
    assert published_history("a").agency.name_th == "กรม ก"


@pytest.mark.parametrize("code", ["nobody", "", "a\0b", "dip' OR '1'='1"])
def test_an_unknown_agency_is_told(keep, dip, code):
    keep(dip)
    with pytest.raises(AgencyUnknown):
        published_history(code)


def test_the_frozen_edition_is_used_even_when_the_shipped_one_changes(keep, dip, monkeypatch):
    keep(dip)
    monkeypatch.setattr(EditionLibrary, "load", None)
    assert published_history("dip").latest.edition.id == "th-ita/2566"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CENTRAL])
def test_only_the_central_administrator_keeps_and_publishes(keep, dip, role):
    somebody = Actor(1, "somebody", (Charge(role, agency=1),))
    with pytest.raises(NotAllowed):
        keep(dip, by=somebody)
    [*_, run] = keep(dip, publish=False)
    with pytest.raises(NotAllowed):
        publish_run(run.pk, by=somebody, now=NOON)
    publish_run(run.pk, by=OPERATOR, now=NOON)
    with pytest.raises(NotAllowed):
        withdraw_run(run.pk, by=somebody, now=NOON)


def test_keeping_publishing_and_withdrawing_leave_a_trail(keep, tmp_path):
    [run] = keep(table(tmp_path, "one.csv", "a,ก,2566,90,95,90"))
    withdraw_run(run.pk, by=OPERATOR, now=NOON)
    actions = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions) == ["results.kept", "results.published", "results.withdrawn"]
