"""The public page of what an agency discloses, as evidence that it does."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from prongsai.evidence.rules.offers import Offer
from prongsai.methodology.wording import Text
from prongsai.portal.transparency.queries.agencies import entered_by_year, last_day_of
from prongsai.portal.transparency.rules import is_public

_TITLE = Text("ข้อมูลที่หน่วยงานเปิดเผย ปี %(year)s", "What the agency discloses, %(year)s")


def offers(agency: str, year_be: int) -> list[Offer]:
    """Return the page of the last year that is public, of this one or the one before."""
    entered, today = entered_by_year(agency), localdate()
    public = [
        year
        for year in (year_be, year_be - 1)
        if year in entered and is_public(last_day_of(entered[year].round_id), today)
    ]
    with override(settings.LANGUAGE_CODE):
        return [
            Offer(_TITLE.filled(year=year), reverse("transparency:agency", args=[agency, year]))
            for year in public[:1]
        ]
