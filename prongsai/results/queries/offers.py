"""The published results of an agency, as evidence in its next round."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from prongsai.evidence.rules.offers import Offer
from prongsai.foundation.queries import DEFAULT_FRAMEWORK
from prongsai.methodology.wording import Text
from prongsai.results.models import AgencyScore, Publication

#: Items about measures that are drawn from the results.
SUITS = ("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "การนำผลการประเมิน")
_TITLE = Text("ผลการประเมิน ITA ปี %(year)s", "ITA results of %(year)s")


def last_published(agency: str, year_be: int) -> int | None:
    """Return the last year, up to one, in which results of an agency are published."""
    published = Publication.objects.filter(framework=DEFAULT_FRAMEWORK, year_be__lte=year_be)
    years = AgencyScore.objects.filter(agency__code=agency, run__in=published.values("run"))
    found = years.order_by("-run__edition__year_be").values_list("run__edition__year_be", flat=True)
    return found.first()


def offers(agency: str, year_be: int) -> list[Offer]:
    """Return the page of the last published results."""
    year = last_published(agency, year_be)
    if year is None:
        return []
    with override(settings.LANGUAGE_CODE):
        address = reverse("results:agency_year", args=[agency, year])
    return [Offer(_TITLE.filled(year=year), address, SUITS)]
