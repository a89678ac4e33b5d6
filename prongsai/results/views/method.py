"""How scores come about under an edition, without any agency's numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prongsai.foundation.views import reads_only
from prongsai.methodology.edition.doubts import doubts
from prongsai.methodology.edition.tree import Kind
from prongsai.results.queries.published import published_year
from prongsai.results.views.answers import year_tabs


@reads_only
def method_overview(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show weights, indicators, levels and what is not confirmed of a year's edition."""
    chosen, years = published_year(year)
    edition = chosen.edition
    context = {
        "year": chosen,
        "tabs": year_tabs("method_overview_year", (one.year_be for one in years)),
        "edition": edition,
        "rules": edition.rules,
        "instruments": [
            {
                "instrument": instrument,
                "indicators": [
                    {
                        "node": edition.nodes[node],
                        "items": sum(
                            edition.above(item, Kind.INDICATOR) == node
                            for item in edition.of_kind(Kind.ITEM)
                        ),
                        "share": float(edition.shares[node]) * 100,
                    }
                    for node in edition.of_kind(Kind.INDICATOR)
                    if edition.instrument_of(node) == instrument.code
                ],
            }
            for instrument in edition.structure.instruments
        ],
        "doubts": doubts(edition),
    }
    return render(request, "results/method_overview.html", context)
