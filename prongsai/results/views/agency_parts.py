"""What the pages of one agency are put together from, in the order of the page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.foundation.templatetags.prongsai import long_date, said
from prongsai.methodology.exact import MISSING
from prongsai.methodology.trend import difference
from prongsai.results.queries.comparison import Peers
from prongsai.results.queries.histories import AgencyHistory, AgencyYear
from prongsai.results.queries.method import Step, steps_of
from prongsai.results.queries.phrases import RANKING_NAMES, standing_words
from prongsai.results.queries.rounds import group_name
from prongsai.results.queries.weak import ItemRow
from prongsai.results.services.whatif import Supposed
from prongsai.results.views.answers import year_tabs

Part = dict[str, Any]


def common(history: AgencyHistory, year: AgencyYear, page: str, here: str = "") -> Part:
    """Return what every page of an agency shows; `page` is the name of its address."""
    code, result, agency = history.agency.code, year.result, history.agency
    name = agency.name
    addresses = {
        name: reverse(f"results:{name}", args=[code, year.year_be])
        for name in ("agency_year", "what_if", "method")
    }
    crumbs = [
        {
            "name": _("Results of %(year)s") % {"year": year.year_be},
            "url": reverse("results:country_year", args=[year.year_be]),
        },
        {"name": said(name), "url": addresses["agency_year"]},
        *([{"name": here, "url": ""}] if here else []),
    ]
    return {
        "name": name,
        "year": year,
        "result": result,
        "group": group_name(year.edition, result.agency.group),
        "crumbs": crumbs,
        "addresses": addresses,
        "tabs": year_tabs(page, (one.year_be for one in reversed(history.years)), code),
        "made_at": long_date(year.provenance.made_at),
    }


def head(history: AgencyHistory, year: AgencyYear) -> Part:
    """Return the tiles, the ranks and the years."""
    edition, result, code = year.edition, year.result, history.agency.code
    return {
        "before": history.of(year.year_be - 1),
        "level_place": int(year.round.levels[year.row]),
        "levels_count": len(edition.rules.levels),
        "confidence": f"{edition.rules.statistics.confidence_percent:g}",
        "instruments": [
            {
                "code": instrument.code,
                "name": instrument.name,
                "score": result.instruments[instrument.code],
                "weight": instrument.weight,
            }
            for instrument in edition.structure.instruments
        ],
        "standings": [
            {"name": RANKING_NAMES[ranking], "words": standing_words(standing)}
            for ranking, standing in result.standings.items()
        ],
        "years": [
            {
                "year": one.year_be,
                "url": reverse("results:agency_year", args=[code, one.year_be]),
                "result": one.result,
                "place": int(one.round.levels[one.row]),
                "levels": len(one.edition.rules.levels),
            }
            for one in reversed(history.years)
        ],
        "has_indicators": any(row.score != MISSING for row in result.indicators),
        "measures": edition.rules.measure_levels,
        "target": f"{edition.rules.target.score:g}",
    }


def weak_counts(year: AgencyYear) -> list[Part]:
    """Return how many items of each instrument are weak."""
    return [{"code": code, "count": weak.count} for code, weak in year.result.weak.items()]


def beside(year: AgencyYear, peers: list[Peers]) -> list[Part]:
    """Return each indicator with the medians of those that the agency is ranked with."""
    return [
        {"row": row, "medians": [one.indicators[place] for one in peers]}
        for place, row in enumerate(year.result.indicators)
    ]


def supposed(found: Supposed) -> Part:
    """Return what changed: the total, and every indicator."""
    before, after = found.before, found.after
    return {
        "supposed_change": difference(before.total, after.total),
        "compared": [
            {
                "code": old.code,
                "name": old.name,
                "before": old.score,
                "after": new.score,
                "change": difference(old.score, new.score),
            }
            for old, new in zip(before.indicators, after.indicators, strict=True)
        ],
    }


def by_instrument(year: AgencyYear, rows: list[ItemRow]) -> list[Part]:
    """Return the scores that can be supposed, instrument by instrument."""
    groups = []
    for place, instrument in enumerate(year.edition.structure.instruments):
        mine = [row for row in rows if row.instrument == instrument.code]
        is_open = place == 0 or any(row.asked for row in mine)
        groups.append(
            {"code": instrument.code, "name": instrument.name, "rows": mine, "open": is_open}
        )
    return groups


def steps(year: AgencyYear) -> Part:
    """Return how the total came about: above the indicators, and below each of them."""
    found = steps_of(year)
    below: dict[str, list[Step]] = {}
    for step in found:
        if step.indicator:
            below.setdefault(step.indicator, []).append(step)
    return {
        "upper": [step for step in found if not step.indicator],
        "indicators": [{"step": steps[0], "steps": steps} for steps in below.values()],
    }
