"""The reports of an agency that everybody reads, as evidence in its next round."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from prongsai.evidence.rules.offers import Offer
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.methodology.wording import Text
from prongsai.reports.queries.issued import address_of, public_reports
from prongsai.reports.rules.issuing import ANSWERS
from prongsai.reports.rules.kinds import REPORT_KINDS, ReportKind
from prongsai.results.queries.offers import SUITS, last_published

_ISSUED = Text("%(kind)s ปี %(year)s", "%(kind)s of %(year)s")
_TITLE = Text("รายงานวิเคราะห์ผล ITA ปี %(year)s (PDF)", "ITA analysis report of %(year)s (PDF)")


def offers(agency: str, year_be: int) -> list[Offer]:
    """Return the reports that were issued, and the analysis of the last published results."""
    return [*_issued(agency), *_analysis(agency, year_be)]


def _issued(agency: str) -> Iterator[Offer]:
    for report in public_reports(agency, DEFAULT_FRAMEWORK):
        kind = ReportKind(report.kind)
        title = _ISSUED.filled(kind=REPORT_KINDS[kind], year=report.year_be)
        yield Offer(title, address_of(report), answers=ANSWERS.get(kind, ""))


def _analysis(agency: str, year_be: int) -> list[Offer]:
    year = last_published(agency, year_be)
    if year is None:
        return []
    with override(settings.LANGUAGE_CODE):
        address = reverse("reports:analysis", args=[agency, year, "pdf"])
    return [Offer(_TITLE.filled(year=year), address, SUITS, answers=ReportKind.ANALYSIS.value)]
