"""Suppositions on files: which agency and year are meant, what follows, what cannot be told."""

import pytest

from prongsai.foundation.queries import EditionLibrary
from prongsai.results.rules import (
    AgencyNotNamed,
    AgencyNotThere,
    ChangeImpossible,
    ChangeUnreadable,
    CodeUnknown,
)
from prongsai.results.services.scoring import score_files
from prongsai.results.services.whatif import what_if

LIBRARY = EditionLibrary()
HEADER = "agency,year_be,indicator1,indicator2,total\n"


def suppose(path, *changes, **options):
    return what_if([path], changes=list(changes), library=LIBRARY, **options)


@pytest.fixture
def nation(tmp_path):
    path = tmp_path / "nation.csv"
    path.write_text(f"{HEADER}a,2565,80,80,80\nb,2565,90,90,90\na,2566,70,70,70\nb,2566,60,60,60\n")
    return path


def test_the_latest_year_in_which_the_change_can_be_followed_is_meant(dip):
    assert suppose(dip, "9=90").after.year_be == 2566
    assert suppose(dip, "E7=85").after.year_be == 2565


def test_a_year_may_be_named(dip):
    assert suppose(dip, "9=90", year_be=2565).after.year_be == 2565


def test_a_verdict_is_a_score(dip):
    supposed = suppose(dip, "O41=pass", "O42=ผ่าน", "O43=100", year_be=2565)

    assert supposed.changes == tuple((code, 100_000_000) for code in ("O41", "O42", "O43"))
    assert supposed.after.total > supposed.before.total == 79_79
    assert supposed.after.instruments["OIT"] > supposed.before.instruments["OIT"]


def test_nothing_but_what_follows_changes(dip):
    supposed = suppose(dip, "7=95", year_be=2566)
    before, after = supposed.before, supposed.after

    assert {row.code for row, new in zip(before.indicators, after.indicators, strict=True)
            if row.score != new.score} == {"7"}  # fmt: skip
    assert [after.instruments[c] == before.instruments[c] for c in ("IIT", "EIT", "OIT")] == [
        True,
        False,
        True,
    ]


def test_what_is_written_is_what_would_have_been_scored(dip, tmp_path):
    """Setting an indicator is the same as scoring the file with the other figure in it."""
    text = dip.read_text(encoding="utf-8").replace("score: 85.88", "score: 95.00")
    changed = tmp_path / "dip.yaml"
    changed.write_text(text.replace("{year_be: 2566, total: 95.02,", "{year_be: 2566,"))
    scored = score_files([changed], library=LIBRARY).rounds[-1]

    assert suppose(dip, "7=95").after.total == int(scored.totals[0])


def test_ranks_follow(nation):
    supposed = suppose(nation, "total=99", agency="b", year_be=2566)
    assert supposed.before.standings["country"].rank == 2
    assert supposed.after.standings["country"].rank == 1


def test_the_file_is_left_as_it_is(dip):
    before = dip.read_bytes()
    suppose(dip, "9=0")
    assert dip.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    ["", "=", "E7", "E7=", "=85", "E7=nan", "E7=inf", "E7=-1", "E7=100.01", "E7=85,5",
     "E7=8_5", "O41=perhaps", "E7=85=86", "E7=1e400"],
)  # fmt: skip
def test_a_change_that_cannot_be_read_is_refused(dip, change):
    with pytest.raises(ChangeUnreadable):
        suppose(dip, change)


def test_a_code_that_the_edition_does_not_have_is_told(dip):
    with pytest.raises(CodeUnknown, match="th-ita/2566 has no code X1"):
        suppose(dip, "X1=50")


@pytest.mark.parametrize("change", ["e 7=๘๕", "E7= 85 ", "E7=85.00", "E7=100", "E7=0"])
def test_a_change_as_people_write_it(dip, change):
    assert suppose(dip, change).changes[0][0] == "E7"


def test_several_agencies_need_a_name(nation):
    with pytest.raises(AgencyNotNamed, match="a 2565, b 2565"):
        suppose(nation, "1=50")
    with pytest.raises(AgencyNotNamed):
        suppose(nation, "1=50", year_be=2566)


@pytest.mark.parametrize("who", [{"agency": "z"}, {"year_be": 2560}, {"agency": "a", "year_be": 1}])
def test_an_agency_or_year_that_is_not_there_is_said_to_be_absent(nation, who):
    with pytest.raises(AgencyNotThere, match="a 2565, b 2565"):
        suppose(nation, "1=50", **who)


def test_an_effect_that_nobody_can_tell_is_refused(dip):
    with pytest.raises(ChangeImpossible, match="E1"):
        suppose(dip, "E1=85", year_be=2565)
