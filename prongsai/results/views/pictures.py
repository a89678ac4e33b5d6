"""The charts of the public pages, in the language of the page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from prongsai.foundation.charts.bars import Bar, Group, bar_chart
from prongsai.foundation.charts.change import Pair, Step, change_chart, contributions_chart
from prongsai.foundation.charts.distribution import Bin, distribution_chart
from prongsai.foundation.charts.drawing import Caption, Chart, Mark
from prongsai.foundation.charts.scales import FULL, level_step
from prongsai.foundation.charts.spread import Spread, spread_chart
from prongsai.foundation.charts.trend import Band, Reading, trend_chart
from prongsai.foundation.templatetags.prongsai import said
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.exact import HUNDREDTHS, MISSING
from prongsai.results.queries.comparison import Peers
from prongsai.results.queries.country import Spread as CountrySpread
from prongsai.results.queries.histories import AgencyHistory, AgencyYear
from prongsai.results.queries.published import PublishedYear
from prongsai.results.queries.rows import IndicatorRow


def distribution(year: PublishedYear, spread: CountrySpread) -> Chart:
    """Draw how many agencies have a total in each whole point, from the lowest on."""
    counts = [*spread.bins[:-2], spread.bins[-2] + spread.bins[-1]]
    first = next((points for points, n in enumerate(counts) if n), 0) // 5 * 5
    bins = [
        Bin(points * HUNDREDTHS, (points + 1) * HUNDREDTHS, n)
        for points, n in enumerate(counts)
        if points >= first
    ]
    caption = Caption(
        "distribution",
        _("How totals are spread"),
        _("Each column counts the agencies with a total in one whole point."),
        (_("Total"), _("Agencies")),
    )
    return distribution_chart(bins, caption=caption, marks=[_target(year.edition)])


def trend(history: AgencyHistory, year: AgencyYear) -> Chart:
    """Draw the totals of an agency over the years, with the levels of the year shown."""
    known = {other.year_be: _score(other.result.total) for other in history.years}
    years = range(min(known), max(known) + 1)
    levels = year.edition.rules.levels
    bands = [
        Band(said(level.name), int(level.total_min * HUNDREDTHS), level_step(place, len(levels)))
        for place, level in enumerate(levels)
    ]
    caption = Caption(
        "trend",
        _("Totals over the years"),
        _("Levels are those of %(year)s; other years may have had other bounds.")
        % {"year": year.year_be},
        (_("Year"), _("Total")),
    )
    readings = [Reading(str(number), known.get(number)) for number in years]
    return trend_chart(readings, caption=caption, target=_target(year.edition), bands=bands)


def indicators(year: AgencyYear) -> Chart:
    """Draw the score of every indicator with its measure level, by instrument."""
    names = {i.code: said(i.name) for i in year.edition.structure.instruments}
    groups = [
        Group(
            f"{code} {name}",
            tuple(_bar(row) for row in year.result.indicators if row.instrument == code),
        )
        for code, name in names.items()
    ]
    caption = Caption(
        "bars",
        _("Scores of the indicators"),
        _("Out of 100; the line is the target."),
        (_("Indicator"), _("Score"), _("Measure level")),
    )
    return bar_chart(groups, caption=caption, target=_target(year.edition))


def _bar(row: IndicatorRow) -> Bar:
    tag, kind = (said(row.measure.name), row.measure.code) if row.measure else ("", "")
    return Bar(f"{row.code}. {said(row.name)}", _score(row.score), tag, kind)


def change(before: AgencyYear, year: AgencyYear) -> Chart:
    """Draw every indicator of two years, matched by code."""
    old = {row.code: row.score for row in before.result.indicators}
    pairs = [
        Pair(
            f"{row.code}. {said(row.name)}",
            _score(old.get(row.code, MISSING)),
            _score(row.score),
        )
        for row in year.result.indicators
    ]
    caption = Caption(
        "change",
        _("Indicators against the year before"),
        _("Hollow dots are %(before)s, full dots %(year)s.")
        % {"before": before.year_be, "year": year.year_be},
        (_("Indicator"), str(before.year_be), str(year.year_be), _("Difference")),
    )
    return change_chart(pairs, caption=caption, before=str(before.year_be), after=str(year.year_be))


def contributions(before: AgencyYear, year: AgencyYear) -> Chart | None:
    """Draw how each indicator moved the total; None where that is not known."""
    by_indicator = year.result.change.by_indicator
    if not by_indicator:
        return None
    names = {row.code: f"{row.code}. {said(row.name)}" for row in year.result.indicators}
    steps = [
        Step(names.get(code, code), round(points * HUNDREDTHS))
        for code, points in by_indicator.items()
    ]
    start, end = before.result.total, year.result.total
    rest = end - start - sum(step.value for step in steps)
    steps += [Step(_("Rounding"), rest)] if rest else []
    caption = Caption(
        "contributions",
        _("What moved the total"),
        _("Points of the total that each indicator added or took away since %(before)s.")
        % {"before": before.year_be},
        (_("Indicator"), _("Points of the total")),
    )
    marks = [Mark(str(one.year_be), one.result.total) for one in (before, year)]
    return contributions_chart(steps, caption=caption, start=marks[0], end=marks[1])


def peers(year: AgencyYear, found: Sequence[Peers]) -> Chart:
    """Draw the totals of those that an agency is ranked with, and its own."""
    spreads = [Spread(f"{said(one.name)} ({one.agencies:,})", *one.quartiles) for one in found]
    caption = Caption(
        "peers",
        _("Among those it is ranked with"),
        _("The line runs from the lowest total to the highest, the box holds the middle half."),
        (
            *(_("Agencies"), _("Lowest"), _("Lower quartile")),
            *(_("Median"), _("Upper quartile"), _("Highest")),
        ),
    )
    total = _score(year.result.total)
    own = None if total is None else Mark(_("This agency"), total)
    return spread_chart(spreads, caption=caption, own=own)


def _target(edition: Edition) -> Mark:
    return Mark(_("Target"), min(int(edition.rules.target.score * HUNDREDTHS), FULL))


def _score(hundredths: int) -> int | None:
    return None if hundredths == MISSING else hundredths
