"""A second opinion on every score: the same method in SQL, sharing no code with the first.

It reads the edition's files, not the tree made of them, and PostgreSQL counts in whole numbers:
each score is a numerator and a denominator, and nothing is divided before the one rounding at the
end.
"""

import numpy as np
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.methodology.edition.library import SHIPPED, load_edition
from prongsai.methodology.exact import MISSING
from prongsai.methodology.known import Known
from prongsai.methodology.scoring import score
from prongsai.methodology.tests.editions import editions, known, tallies

TABLES = """
create temp table node (
    code text primary key, above text, depth int, weight numeric, required boolean,
    survey text  -- of a leaf of a survey: which; nobody's answer to it is left out of the mean
);
create temp table option (code text, place int, points numeric);  -- hundredths; null: no points
create temp table counted (agency text, code text, place int, n numeric);
create temp table stated (agency text, code text, millionths numeric);
create temp table agency (code text);
-- A score is over/under points; without one, `over` is null and `absent` says why.
create temp table opinion (agency text, code text, over numeric, under numeric, absent text);
create aggregate pg_temp.common_multiple (numeric) (sfunc = lcm, stype = numeric, initcond = '1');
"""

#: What people answered directly: counts, where some have points; else why there is no score.
LEAVES = """
with sums as (
    select agency, code, coalesce(sum(n) filter (where points is not null), 0) as n,
           coalesce(sum(n * points), 0) as points, sum(n) as all_n
    from counted join option using (code, place) group by agency, code
), begun as (
    select distinct agency, survey from counted join node using (code) where n > 0
)
insert into opinion
select agency.code, leaf.code,
       case when sums.n > 0 then sums.points end, case when sums.n > 0 then sums.n * 100 end,
       case when sums.n > 0 then null
            when sums.all_n > 0 or begun.survey is not null then 'left out' else 'unknown' end
from agency cross join node leaf
     left join sums on sums.agency = agency.code and sums.code = leaf.code
     left join begun on begun.agency = agency.code and begun.survey = leaf.survey
where exists (select from option where option.code = leaf.code)
  and not exists (select from stated s where s.agency = agency.code and s.code = leaf.code)
"""

STATED = "insert into opinion select agency, code, millionths, 1000000, null from stated"

#: The weighted mean of what stands below, at one depth; all fractions over one denominator.
MEANS = """
with below as (
    select opinion.*, node.above, node.weight, node.required
    from opinion join node using (code) where node.depth = %(depth)s + 1
), mean as (
    select agency, above as code, sum(weight) filter (where absent is null) as weights,
           bool_or(absent is not null and (required or absent = 'unknown')) as refused,
           pg_temp.common_multiple(under) filter (where absent is null) as under
    from below group by agency, above
), total as (
    select mean.*, (select sum(below.weight * below.over * div(mean.under, below.under))
                    from below where below.agency = mean.agency and below.above = mean.code
                    and below.absent is null) as over
    from mean
)
insert into opinion
select agency, code, case when not refused then over end,
       case when not refused then under * weights end,
       case when refused then 'unknown' when weights is null then 'left out' end
from total join node using (code)
where node.depth = %(depth)s
  and not exists (select from stated where stated.agency = total.agency and stated.code = node.code)
"""

PUBLISHED = "select agency, code, div(200 * over + under, 2 * under) from opinion"


def rows_of(edition):
    """Return the rows of `node` and of `option`, from the edition's files."""
    needs = edition.rules.missing
    nodes, options = [("total", None, 0, 1, False, None)], []
    for instrument in edition.structure.instruments:
        top, weight = instrument.code, instrument.weight
        nodes.append((top, "total", 1, weight, needs.instrument == "no_score", None))
        survey = top if instrument.kind == "survey" else None
        for one in edition.structure.indicators:
            if one.instrument == top:
                nodes.append((str(one.no), top, 2, 1, needs.indicator == "no_score", None))
                for sub in one.sub_indicators:
                    required = needs.sub_indicator == "no_score"
                    nodes.append((sub.code, str(one.no), 3, 1, required, None))
        questionnaire = edition.questionnaires[top]
        for item in questionnaire.items:
            # Items of an indicator without sub-indicators stand where those would.
            above, depth = (
                (item.sub_indicator, 4) if item.sub_indicator else (str(item.indicator), 3)
            )
            required = needs.item == "no_score"
            nodes.append((item.code, above, depth, 1, required, None if item.parts else survey))
            for part in item.parts:
                row = (part.code, item.code, depth + 1, 1, needs.part == "no_score", survey)
                nodes.append(row)
            for asked in item.parts or [item]:
                turned = ((asked is not item and asked.polarity) or item.polarity) == "negative"
                scale = questionnaire.scales[asked.scale or item.scale].options
                points = [option.points for option in scale][:: -1 if turned else 1]
                options += [
                    (asked.code, place, None if p is None else p * 100)
                    for place, p in enumerate(points)
                ]
    return nodes, options


def fill(cursor, table, rows):
    """Put rows into a table that is emptied first."""
    cursor.execute(f"truncate {table}")
    with cursor.copy(f"copy {table} from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def second_opinion(cursor, edition, about):
    """Return every published score as the first opinion does: (agencies, nodes), hundredths."""
    nodes, options = rows_of(edition)
    agencies, place = about.agencies, edition.position
    leaves = [edition.nodes[leaf].code for leaf in edition.leaves]
    filled = {
        "node": nodes,
        "option": options,
        "agency": [(code,) for code in agencies],
        "counted": [
            (agencies[a], leaves[leaf], option, int(about.tally.counts[a, leaf, option]))
            for a, leaf, option in np.argwhere(about.tally.counts).tolist()
        ],
        "stated": [
            (agencies[a], edition.nodes[node].code, int(about.given[a, node]))
            for a, node in np.argwhere(about.given != MISSING).tolist()
        ],
        "opinion": [],
    }
    for table, rows in filled.items():
        fill(cursor, table, rows)
    for query in (LEAVES, STATED):
        cursor.execute(query)
    for depth in range(4, -1, -1):
        cursor.execute(MEANS, {"depth": depth})
    cursor.execute(PUBLISHED)
    found = np.full(about.given.shape, MISSING, np.int64)
    opinions = cursor.fetchall()
    assert len(opinions) == found.size
    for agency, code, hundredths in opinions:
        if hundredths is not None:
            found[agencies.index(agency), place[code]] = int(hundredths)
    return found


@pytest.fixture
def cursor(db):
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        yield cursor


def test_both_agree_on_any_edition_and_any_answers(cursor):
    @settings(max_examples=100)
    @given(st.data())
    def agree(data):
        edition = data.draw(editions())
        about = data.draw(known(edition))
        expected = second_opinion(cursor, edition, about)
        assert np.array_equal(score(edition, about).published, expected)

    agree()


@pytest.mark.parametrize("year", ["2565", "2566"])
def test_both_agree_under_the_editions_that_were_in_force(cursor, year):
    edition = load_edition(SHIPPED / "th-ita" / year)

    @settings(max_examples=8)
    @given(known(edition), tallies(edition, gaps=False))
    def agree(with_gaps, without):
        given_ = np.full((len(without.agencies), len(edition.nodes)), MISSING, np.int64)
        for about in (with_gaps, Known(without, given_)):
            expected = second_opinion(cursor, edition, about)
            assert np.array_equal(score(edition, about).published, expected)

    agree()
