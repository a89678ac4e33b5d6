"""What a simulated nation looks like in its folder."""

import csv
from collections import Counter
from hashlib import sha256
from pathlib import Path

import duckdb
import numpy as np
import pytest
import yaml

from prongsai.methodology.known import known_of
from prongsai.methodology.quality import measure_quality
from prongsai.methodology.scoring import score
from prongsai.methodology.tally import empty_tally
from prongsai.simulation.rules.places import PROVINCES
from prongsai.simulation.rules.refusals import (
    FolderHoldsOtherThings,
    NumbersOutOfRange,
    TooFewRespondents,
)
from prongsai.simulation.services import simulate_nation
from prongsai.simulation.tests.factories import small_edition, staff_items

NATION = {"agencies": 300, "respondents": 30_000, "seed": 7}
MARKS = ("agency", "gender", "age_band", "too_fast")


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def columns(path: Path) -> dict[str, np.ndarray]:
    with duckdb.connect() as connection:
        return connection.read_parquet(str(path)).fetchnumpy()


def rows(sql: str, **files: Path) -> list[tuple]:
    with duckdb.connect() as connection:
        for name, path in files.items():
            connection.read_parquet(str(path)).create_view(name)
        return connection.execute(sql).fetchall()


def agencies_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "agencies.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheets_of(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return agency number per respondent, and respondents x parts."""
    given = columns(path)
    _, agency = np.unique(given["agency"], return_inverse=True)
    parts = [column for name, column in given.items() if name not in MARKS]
    return agency, np.array(parts, np.uint8).T.copy()


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return small_edition(tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="module")
def nation(edition, tmp_path_factory):
    out = tmp_path_factory.mktemp("nation")
    return simulate_nation(edition=edition, out=out, long=True, **NATION)


def test_the_same_arguments_give_the_same_bytes(edition, nation, tmp_path):
    simulate_nation(edition=edition, out=tmp_path / "again", long=True, **NATION)

    assert contents(tmp_path / "again") == contents(nation.folder)


def test_another_seed_gives_another_nation(edition, nation, tmp_path):
    simulate_nation(edition=edition, out=tmp_path, long=True, **{**NATION, "seed": 8})

    one, other = contents(tmp_path), contents(nation.folder)
    assert one.keys() == other.keys()
    assert not set(one.values()) & set(other.values())


def test_respondents_are_exactly_as_many_as_asked_for(nation):
    assert nation.respondents == 30_000
    assert nation.responses == {"IIT": 12_000, "EIT": 18_000}
    for code, count in nation.responses.items():
        agency, _ = sheets_of(nation.folder / f"{code.lower()}.parquet")
        assert len(agency) == count


@pytest.mark.parametrize("respondents", [13 * 40, 13 * 40 + 1, 541, 50_000])
def test_every_agency_has_enough_of_both_however_few_there_are(edition, tmp_path, respondents):
    made = simulate_nation(
        edition=edition, agencies=40, respondents=respondents, seed=1, out=tmp_path
    )

    assert made.respondents == respondents
    for name, least in (("iit", 5), ("eit", 8)):
        agency, _ = sheets_of(tmp_path / f"{name}.parquet")
        assert np.bincount(agency, minlength=40).min() >= least


def test_nobody_answers_who_is_not_there(nation):
    for name, column in (("iit", "staff"), ("eit", "public")):
        given = Counter(columns(nation.folder / f"{name}.parquet")["agency"].tolist())
        for agency in agencies_of(nation.folder):
            assert int(agency[column]) >= given[agency["agency"]]


def test_agencies_of_a_type_and_province_have_names_of_their_own(nation):
    found = agencies_of(nation.folder)

    assert len(found) == len({a["agency"] for a in found}) == 300
    assert {a["province"] for a in found} <= set(PROVINCES)
    assert {a["group"] for a in found} == {"t0", "t1", "t2", "t3"}
    for language in ("name_th", "name_en"):
        assert len({(a["group"], a["province"], a[language]) for a in found}) == 300


def test_a_round_says_what_it_came_from(nation, edition):
    about = yaml.safe_load((nation.folder / "round.yaml").read_text(encoding="utf-8"))

    assert (about["edition"], about["year_be"]) == (edition.id, edition.year_be)
    assert (about["seed"], about["agencies"], about["respondents"]) == (7, 300, 30_000)
    assert sorted(nation.files) == sorted(contents(nation.folder))


def test_files_have_the_agreed_types_and_are_sorted(nation, edition):
    described = dict(
        rows("SELECT column_name, column_type FROM (DESCRIBE d)", d=nation.folder / "iit.parquet")
    )
    leaves = [edition.nodes[n].code for n in edition.leaves if edition.instrument_of(n) == "IIT"]

    assert list(described) == [*MARKS, *leaves]
    assert set(described.values()) == {"VARCHAR", "UTINYINT", "BOOLEAN"}
    for name in ("iit", "eit", "oit", "long/iit", "long/eit"):
        agency = columns(nation.folder / f"{name}.parquet")["agency"]
        assert (agency[:-1] <= agency[1:]).all()


def test_long_says_the_same_as_wide(nation):
    for name in ("iit", "eit"):
        wide = columns(nation.folder / f"{name}.parquet")
        parts = [part for part in wide if part not in MARKS]
        expected = Counter()
        for part in parts:
            answered = wide[part] > 0
            pairs = zip(wide["agency"][answered], wide[part][answered].tolist(), strict=True)
            expected.update((agency, part, option) for agency, option in pairs)
        counted = rows(
            "SELECT agency, part, option, count(*) FROM d GROUP BY ALL",
            d=nation.folder / "long" / f"{name}.parquet",
        )
        assert {(a, p, o): n for a, p, o, n in counted} == dict(expected)


def test_a_respondent_in_long_is_one_person_of_one_agency(nation):
    found = rows(
        "SELECT count(*), max(a), max(r)"
        " FROM (SELECT respondent AS r, count(DISTINCT agency) AS a"
        " FROM d GROUP BY 1 HAVING count(*) = count(DISTINCT part))",
        d=nation.folder / "long" / "eit.parquet",
    )
    assert found == [(18_000, 1, 18_000)]


def test_who_thinks_well_chooses_the_low_option_of_a_negative_part(nation):
    given = columns(nation.folder / "iit.parquet")

    for part, best, worst in (("I1.1", 4, 1), ("I1.2", 1, 4), ("I2", 1, 4), ("I3", 1, 2)):
        assert np.mean(given[part] == best) > 0.6
        assert np.mean(given[part] == worst) < 0.15


def test_most_are_judged_well_and_few_disclose_badly(nation):
    _, sheets = sheets_of(nation.folder / "eit.parquet")
    points = np.array([np.nan, 0, 33.33, 66.67, 100])[sheets]
    _, verdicts = sheets_of(nation.folder / "oit.parquet")
    failed = (verdicts == 3).mean(axis=1)

    assert 82 < np.nanmean(points) < 94
    assert 0.02 < failed.mean() < 0.15
    assert (failed == 0).mean() > 0.25
    assert 0 < (failed > 0.3).mean() < 0.15
    assert 0.01 < (verdicts == 2).mean() < 0.1


def test_the_nation_scores_as_nations_do(nation, edition):
    """National means were published around 90, four in five agencies at or above 85."""
    agencies = tuple(a["agency"] for a in agencies_of(nation.folder))
    tally = empty_tally(edition, agencies)
    for column, number in enumerate(edition.leaves):
        name = edition.instrument_of(number).lower()
        agency = columns(nation.folder / f"{name}.parquet")["agency"]
        _, place = np.unique(agency, return_inverse=True)
        given = columns(nation.folder / f"{name}.parquet")[edition.nodes[number].code]
        answered = given > 0
        where = (place[answered], column, given[answered].astype(int) - 1)
        np.add.at(tally.counts, where, 1)
    scores = score(edition, known_of(edition, tally=tally))
    total = scores.of("total") / 100

    assert total.min() >= 0
    assert 86 < total.mean() < 93
    assert 0.7 < (total >= 85).mean() < 0.92
    assert 0 < (total < 70).mean() < 0.08
    each = np.array([scores.of(code) for code in ("IIT", "EIT", "OIT")])
    assert (each >= 9500).all(axis=0).mean() < 0.15
    assert each[0].mean() > each[1].mean()


def test_only_the_last_of_the_checklist_does_not_apply_to_the_very_new(nation):
    verdicts = columns(nation.folder / "oit.parquet")
    new = set(verdicts["agency"][verdicts["O20"] == 4].tolist())
    past = set(columns(nation.folder / "previous.parquet")["agency"].tolist())

    assert len(new) == 1
    assert new == set(verdicts["agency"].tolist()) - past
    assert all((verdicts[f"O{n}"] != 4).all() for n in range(1, 20))


def test_some_answer_straight_and_some_too_fast(nation):
    _, sheets = sheets_of(nation.folder / "iit.parquet")
    four = np.delete(sheets, 2, axis=1)  # I3 is a yes or no
    straight = ((four == four[:, :1]) & (four > 0)).all(axis=1).mean()

    assert 0.015 < straight < 0.06
    assert 0.01 < columns(nation.folder / "iit.parquet")["too_fast"].mean() < 0.03


def test_in_a_coached_agency_nearly_everybody_gives_the_best_answer(nation):
    agency, sheets = sheets_of(nation.folder / "iit.parquet")
    best = np.array([np.bincount(part).argmax() for part in sheets.T])
    flawless = np.bincount(agency, (sheets == best).mean(axis=1)) / np.bincount(agency)
    options = sheets.max(axis=0).astype(np.int64)
    measured = measure_quality(sheets, agency, options=options, agencies=300)
    coached = flawless > 0.97

    assert 1 <= coached.sum() <= 4
    assert (measured.duplicates / measured.respondents)[coached].min() > 0.9


def test_scores_rose_through_the_years_before(nation, edition):
    found = rows(
        "SELECT year_be, avg(indicator1 + indicator2 + indicator3 + indicator4) / 4,"
        " max(indicator1) FROM d GROUP BY 1 ORDER BY 1",
        d=nation.folder / "previous.parquet",
    )
    means = [float(mean) for _, mean, _ in found]

    assert [year for year, _, _ in found] == [edition.year_be - ago for ago in (4, 3, 2, 1)]
    assert tuple(sorted(nation.years)) == tuple(year for year, _, _ in found)
    assert means == sorted(means)
    assert 60 < means[0] < 82
    assert 84 < means[-1] < 92
    assert all(best <= 100 for _, _, best in found)


def test_a_new_part_leaves_the_answers_to_the_others_as_they_were(tmp_path):
    made = []
    for count in (10, 11):
        edition = small_edition(tmp_path / str(count), staff=staff_items(count))
        out = tmp_path / f"out{count}"
        simulate_nation(edition=edition, agencies=60, respondents=3000, seed=5, out=out)
        made.append(columns(out / "iit.parquet"))

    before, after = made
    assert set(after) - set(before) == {"I11"}
    assert all((before[name] == after[name]).all() for name in before)


def test_an_earlier_simulation_is_replaced_whole(edition, tmp_path):
    few = {"edition": edition, "agencies": 20, "respondents": 600, "out": tmp_path}
    simulate_nation(**few, seed=1, long=True)
    (tmp_path / "results.csv").write_text("kept")
    made = simulate_nation(**few, seed=2)

    assert set(contents(tmp_path)) == {*made.files, "results.csv"}
    assert not (tmp_path / "long").exists()


@pytest.mark.parametrize("text", [None, "a: [", "- 1", "generator: other", "\x00"])
def test_a_folder_with_other_things_is_left_alone(edition, tmp_path, text):
    (tmp_path / "thesis.txt").write_text("mine")
    if text is not None:
        (tmp_path / "round.yaml").write_text(text)
    before = contents(tmp_path)

    with pytest.raises(FolderHoldsOtherThings, match="SIMULATION-001"):
        simulate_nation(edition=edition, agencies=2, respondents=100, seed=1, out=tmp_path)
    with pytest.raises(FolderHoldsOtherThings):
        simulate_nation(
            edition=edition, agencies=2, respondents=100, seed=1, out=tmp_path / "thesis.txt"
        )
    assert contents(tmp_path) == before


def test_a_list_of_files_that_leads_elsewhere_deletes_nothing_there(edition, tmp_path):
    out, secret = tmp_path / "out", tmp_path / "secret.csv"
    out.mkdir()
    secret.write_text("kept")
    about = {"generator": "prongsai.simulation 0", "files": ["../secret.csv"]}
    (out / "round.yaml").write_text(yaml.safe_dump(about))

    simulate_nation(edition=edition, agencies=2, respondents=100, seed=1, out=out)

    assert secret.read_text() == "kept"


def test_too_few_respondents_are_refused_before_anything_is_written(edition, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(TooFewRespondents, match="SIMULATION-002") as refused:
        simulate_nation(edition=edition, agencies=10, respondents=129, seed=1, out=out)

    assert "130" in str(refused.value)
    assert not out.exists()


@pytest.mark.parametrize(("agencies", "seed"), [(0, 1), (-3, 1), (5, -1)])
def test_numbers_that_make_no_nation_are_refused(edition, tmp_path, agencies, seed):
    with pytest.raises(NumbersOutOfRange, match="SIMULATION-003"):
        simulate_nation(
            edition=edition, agencies=agencies, respondents=100, seed=seed, out=tmp_path / "x"
        )


def test_progress_never_goes_back_and_ends_at_the_whole(edition, tmp_path):
    told: dict[str, list[tuple[int, int]]] = {}
    made = simulate_nation(
        edition=edition,
        agencies=5,
        respondents=100,
        seed=1,
        out=tmp_path,
        long=True,
        progress=lambda what, done, of: told.setdefault(what, []).append((done, of)),
    )

    assert set(told) == {name for name in made.files if "/" not in name} - {"round.yaml"}
    for steps in told.values():
        assert steps == sorted(steps)
        assert steps[-1][0] == steps[-1][1]


def test_one_agency_is_a_nation_too(edition, tmp_path):
    made = simulate_nation(edition=edition, agencies=1, respondents=13, seed=0, out=tmp_path)

    assert made.responses == {"IIT": 5, "EIT": 8}
