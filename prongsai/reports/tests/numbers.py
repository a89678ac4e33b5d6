"""Every number that a report may print, computed from the score run and not from the report."""

import re

from prongsai.methodology.edition.doubts import doubts
from prongsai.methodology.edition.tree import TOTAL, Kind
from prongsai.methodology.exact import HUNDREDTHS, MISSING, points_text, signed_text

TWO_DECIMALS = re.compile(r"(?<![0-9.])[0-9]{1,3}\.[0-9]{2}(?![0-9.])")


def scores_of(year):
    return [int(points) for points in year.scores.published[year.row] if points != MISSING]


def must_be_told(history):
    """Return the scores that no report of this history may leave out."""
    told = set()
    for year in history.years[-5:]:
        told |= {year.result.total, *(row.score for row in year.result.indicators)}
    told |= set(history.latest.result.instruments.values())
    known = [y for y in history.years if any(w.count is not None for w in y.result.weak.values())]
    for weak in known[-1].result.weak.values() if known else ():
        for point in weak.points:
            told |= {known[-1].published(part) for part in point.parts}
            if known[-1].edition.nodes[known[-1].edition.position[point.code]].kind is Kind.ITEM:
                told |= {point.score} if point.instrument != "OIT" else set()
    return {points_text(points) for points in told if points != MISSING}


def may_be_told(history):
    """Return every number with two decimals that follows from a history."""
    told = {"0.01"}
    for year, before in zip(history.years, (None, *history.years), strict=False):
        told |= {points_text(points) for points in scores_of(year)}
        told |= _bounds(year)
        told |= _changes(year, before)
        told |= _gains(year)
        told |= _margins(year)
        for finding in year.findings:
            told |= set(TWO_DECIMALS.findall(finding.message.th + " " + finding.suggestion))
        for doubt in doubts(year.edition):
            told |= set(TWO_DECIMALS.findall(doubt.note.th + " " + doubt.note.en))
    return told


def may_be_told_of_plan(plan):
    """Return every number that a report may tell of a plan: its words, its counts, their shares."""
    told = {"0", "100"}
    for theme in plan.themes:
        for one in (*theme.measures, *theme.actions, *theme.outcomes):
            told |= set(re.findall(r"[0-9]+(?:\.[0-9]+)?", getattr(one, "title", "") or one.text))
            told |= _of_period(getattr(one, "period", None))
    for point in plan.points:
        told |= set(re.findall(r"[0-9]+", point.reason + point.code))
    told |= {str(m.number) for m in plan.measures} | _counts(plan)
    told |= {str(place) for place in range(1, len(plan.themes) + 1)}
    told |= {f"{place}.{m.number}" for place, t in enumerate(plan.themes, 1) for m in t.measures}
    told |= {f"3.{number}" for number in range(1, 9)} | {str(plan.year_be), str(plan.basis_year_be)}
    return told | _shares(plan)


def _of_period(period):
    if period is None:
        return set()
    days = (period.starts, period.ends)
    return {str(day.day) for day in days} | {str((day.year + 543) % 100) for day in days}


def _groups(plan):
    """The measures that a report counts together: all, those of a theme, those of a unit."""
    units = {unit for measure in plan.measures for unit in measure.units}
    groups = [plan.measures, *(theme.measures for theme in plan.themes)]
    groups += [[m for m in plan.measures if unit in m.units] for unit in units]
    groups.append([m for m in plan.measures if m.all_units])
    return groups


def _answered(plan):
    answered = {code for measure in plan.measures for code in measure.points}
    return sum(point.code in answered for point in plan.points)


def _counts(plan):
    units = {unit for measure in plan.measures for unit in measure.units}
    told = {len(plan.themes), len(units), len(plan.points), _answered(plan)}
    told.add(len(plan.points) - _answered(plan))
    for some in _groups(plan):
        states = [measure.state.value for measure in some]
        told |= {len(states), len(states) - states.count("cancelled")}
        told |= {states.count(state) for state in states}
    return {str(number) for number in told}


def _shares(plan):
    """Shares of the counts that a report tells: of measures by state, theme and unit; of points."""
    pairs = [(_answered(plan), len(plan.points))]
    for some in _groups(plan):
        active = [m for m in some if m.state.value != "cancelled"]
        pairs.append((sum(m.state.value == "done" for m in some), len(active)))
    return {f"{100 * part / whole:.2f}" for part, whole in pairs if whole}


def ranks_and_counts(history):
    """The whole numbers that a report tells of a result: years, ranks, numbers of weak items."""
    told = {str(year.year_be) for year in history.years}
    for year in history.years[-2:]:
        for standing in year.result.standings.values():
            told |= {str(standing.rank), str(standing.of)}
        counts = [weak.count for weak in year.result.weak.values() if weak.count is not None]
        told |= {str(number) for number in (*counts, sum(counts))}
        told.add(f"{year.edition.rules.target.score:g}")
    return told


def _bounds(year):
    """The bounds of the levels, and how far totals and instruments fall short of them."""
    told = set()
    result = year.result
    for level in year.edition.rules.levels:
        for code, least in {TOTAL: level.total_min, **level.instruments_min}.items():
            bound = int(least * HUNDREDTHS)
            score = result.total if code == TOTAL else result.instruments[code]
            told |= {points_text(bound), points_text(max(bound - score, 0))}
    return told


def _changes(year, before):
    told = set()
    if before is not None:
        for code in [TOTAL, *(row.code for row in year.result.indicators)]:
            now, then = year.published(code), before.published(code)
            told |= {signed_text(abs(now - then))}
    for points in year.result.change.by_indicator.values():
        told |= {signed_text(abs(round(points * HUNDREDTHS)))}
    return told


def _gains(year):
    points = [point for weak in year.result.weak.values() for point in weak.points]
    sums = {}
    for point in points:
        sums[point.indicator] = sums.get(point.indicator, 0) + point.gain
    gains = [*(point.gain for point in points), *sums.values(), sum(p.gain for p in points)]
    return {f"{gain:.2f}" for gain in gains}


def _margins(year):
    told = set() if year.result.margin is None else {f"{year.result.margin:.2f}"}
    margins = year.round.part_margins.margin.half_width
    return told | {f"{margin:.2f}" for margin in margins[year.row].tolist()}
