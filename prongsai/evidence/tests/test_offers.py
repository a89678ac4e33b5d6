"""What the site itself publishes is chosen as evidence with one click."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.evidence.models import Disclosure
from prongsai.evidence.queries.offers import offered
from prongsai.evidence.rules.disclosing import NotEditable
from prongsai.evidence.rules.offers import Offer, OfferGone
from prongsai.evidence.services.disclosing import (
    disclosure_of,
    edit_disclosure,
    submit_disclosure,
)
from prongsai.evidence.services.offering import choose_offer
from prongsai.evidence.tests.disclosed import NOON, a_round, approved, member, participation_in
from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.edition.library import SHIPPED
from prongsai.methodology.wording import same
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files

pytestmark = pytest.mark.django_db
SITE = "https://ita.example.go.th/"
HERE = "http://testserver"
WHERE = {"framework": "th-ita", "year": 2568, "agency": "dip", "item": "O1"}


@pytest.fixture(autouse=True)
def mine(settings, tmp_path):
    """The round of 2568, after results of 2566 were published."""
    settings.PRONGSAI_HOME = tmp_path
    facts = SHIPPED / "th-ita" / "2566" / "golden" / "dip.yaml"
    results = score_files([facts], library=EditionLibrary())
    keep_results(results, input_files([facts]), by=OPERATOR, now=now())
    a_round("2568", "dip", "dop")
    return participation_in("2568", "dip")


def test_results_report_and_disclosures_are_offered_with_what_they_suit(mine):
    approved(mine, "O2")
    officer = member("officer", Role.OFFICER, "dip")
    listed = officer.program.get("/api/v1/rounds/th-ita/2568/agencies/dip/disclosures").json()
    found = {one.address.removeprefix(SITE): one for one in offered(mine, "O1", site=SITE)}
    assert list(found) == [
        "agencies/dip/2566/",
        "agencies/dip/2566/analysis.pdf",
        "agencies/dip/2568/disclosures/",
    ]
    assert not any(one.is_likely for one in found.values())
    about_measures = next(
        row["item"]
        for row in listed["items"]
        if row["name_th"].startswith("มาตรการส่งเสริมคุณธรรมและความโปร่งใส")
    )
    likely = [one.title.th for one in offered(mine, about_measures, site=SITE) if one.is_likely]
    assert likely == ["ผลการประเมิน ITA ปี 2566", "รายงานวิเคราะห์ผล ITA ปี 2566 (PDF)"]


def test_an_agency_without_results_is_offered_its_own_page_alone(mine):
    (one,) = offered(participation_in("2568", "dop"), "O1", site=SITE)
    assert one.address.endswith("/agencies/dop/2568/disclosures/")


def test_what_is_chosen_stands_behind_the_links_once_and_is_captured(mine):
    officer = member("officer", Role.OFFICER, "dip").actor
    doing = {"site": SITE, "by": officer, "now": NOON}
    disclosure = disclosure_of(mine, "O1")
    address = f"{SITE}agencies/dip/2566/"
    for _ in range(2):
        choose_offer(disclosure, address, **doing)
    (link,) = disclosure.links.all()
    assert (link.title, link.page.address) == ("ผลการประเมิน ITA ปี 2566", address)
    submit_disclosure(disclosure, by=officer, now=NOON)
    link.page.refresh_from_db()
    assert link.page.due_at == NOON
    with pytest.raises(NotEditable):
        choose_offer(disclosure, f"{address}analysis.pdf", **doing)


def test_only_what_is_offered_is_chosen_by_who_may_fill_in(mine):
    disclosure = disclosure_of(mine, "O1")
    officer, stranger = (member(code, Role.OFFICER, code).actor for code in ("dip", "dop"))
    with pytest.raises(OfferGone):
        choose_offer(disclosure, "https://evil.example/", site=SITE, by=officer, now=NOON)
    with pytest.raises(NotAllowed):
        choose_offer(disclosure, f"{SITE}agencies/dip/2566/", site=SITE, by=stranger, now=NOON)
    assert not disclosure.links.exists()


def test_the_page_of_an_item_has_a_button_for_each(mine):
    officer = member("officer", Role.OFFICER, "dip")
    page = reverse("evidence:item", kwargs=WHERE)
    assert f'value="{HERE}/agencies/dip/2566/"' in officer.browser.get(page).content.decode()
    sent = {"do": "choose", "offer": f"{HERE}/agencies/dip/2566/analysis.pdf"}
    assert officer.browser.post(page, sent).status_code == 302
    assert Disclosure.objects.get().links.get().page.address == sent["offer"]
    gone = officer.browser.post(page, sent | {"offer": "https://evil.example/"})
    assert gone.status_code == 422
    executive = member("executive", Role.EXECUTIVE, "dip")
    assert sent["offer"].join(['value="', '"']) not in executive.browser.get(page).content.decode()
    listed = officer.program.get("/api/v1/rounds/th-ita/2568/agencies/dip/disclosures/O1/offers")
    assert [one["is_likely"] for one in listed.json()] == [False] * 3


def lent(agency, year_be):
    """A provider, as another room brings one along."""
    return [Offer(same("x"), f"/{agency}/{year_be}/")]


def test_another_room_brings_a_provider_along_by_its_name(mine, settings):
    settings.OFFERS = [f"{__name__}.lent"]
    assert [one.address for one in offered(mine, "O1", site=SITE)] == [f"{SITE}dip/2568/"]


def test_a_draft_that_had_been_saved_keeps_its_words(mine):
    officer = member("officer", Role.OFFICER, "dip").actor
    disclosure = disclosure_of(mine, "O1")
    told = {"explanation": "ข้อ 3", "exemption": "", "links": []}
    edit_disclosure(disclosure, **told, by=officer, now=NOON)
    choose_offer(disclosure, f"{SITE}agencies/dip/2566/", site=SITE, by=officer, now=NOON)
    disclosure.refresh_from_db()
    assert disclosure.explanation == "ข้อ 3"
