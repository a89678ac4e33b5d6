"""What visitors do on the pages, by clicking and typing, with scripts and without."""

import re

import pytest

DIP = "Department of Industrial Promotion"
FOUND_ONE = re.compile(r"search=Industrial")


@pytest.fixture(params=[True, False], ids=["with_scripts", "without_scripts"])
def open_page(visit, request):
    return lambda path: visit(path, scripts=request.param).page


def ranking(page):
    return page.get_by_role("table", name="Agencies, fiscal year")


def agencies(page):
    """Return the names in the ranking, in the order in which they stand."""
    return ranking(page).get_by_role("rowheader").get_by_role("link").all_inner_texts()


def column(page, name):
    cells = ranking(page).locator(f"td[data-label='{name}']").all_inner_texts()
    return [float(cell) for cell in cells if cell != "–"]


def search(page, words):
    page.get_by_label("Find an agency by name or code").fill(words)
    page.get_by_role("button", name="Search").click()


def choose(page, label, choice):
    page.get_by_label(label, exact=True).select_option(choice)
    page.get_by_role("button", name="Show", exact=True).click()


def number_in(words):
    return float(re.search(r"\d+\.\d+", words)[0])


def test_an_agency_is_found_by_a_part_of_its_name(open_page):
    page = open_page("/en/")
    search(page, "industrial promo")
    page.wait_for_url(re.compile("search=industrial"))

    ranking(page).get_by_role("link", name=DIP).click()
    page.get_by_role("heading", level=1, name=DIP).wait_for()


def test_thai_is_found_however_its_letters_were_typed(open_page):
    page = open_page("/")
    page.get_by_role("searchbox").fill("กรม ส่งเสริม อุตสาหกรรม")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url(re.compile("search="))
    page.get_by_role("link", name="กรมส่งเสริมอุตสาหกรรม").wait_for()


def test_what_is_not_found_is_said_and_leads_back(open_page):
    page = open_page("/en/")
    search(page, "zzzz")
    page.get_by_role("heading", name="No agency fits").wait_for()

    page.get_by_role("link", name="Show all agencies").click()
    ranking(page).wait_for()


def test_a_filter_leaves_those_that_fit_and_is_taken_off_again(open_page):
    page = open_page("/en/")
    everybody = page.get_by_text(re.compile("–25 of")).inner_text()
    page.get_by_text("Filter by type, ministry, province or level").click()
    choose(page, "Level", "pass")
    page.wait_for_url(re.compile("level=pass"))

    levels = ranking(page).locator("td[data-label='Level']").all_inner_texts()
    assert set(levels) == {"Passed"}

    page.get_by_role("link", name="Passed remove", exact=True).click()
    page.get_by_text(everybody).wait_for()


def test_a_level_leads_to_its_agencies(open_page):
    page = open_page("/en/")
    table = page.get_by_role("table", name="Agencies by level")
    row = table.get_by_role("row", name="Passed well")
    count = int(row.get_by_role("cell").nth(1).inner_text())
    row.get_by_role("link").click()
    page.wait_for_url(re.compile("level=pass_good"))

    assert count > 0
    page.get_by_text(re.compile(f"–\\d+ of {count}$")).wait_for()


@pytest.mark.parametrize("instrument", ["IIT", "EIT", "OIT"])
def test_a_heading_sorts(open_page, instrument):
    page = open_page("/en/")
    ranking(page).get_by_role("columnheader", name=instrument).get_by_role("link").click()
    page.wait_for_url(re.compile(f"sort={instrument}"))

    scores = column(page, instrument)
    assert scores == sorted(scores, reverse=True)
    heading = ranking(page).get_by_role("columnheader", name=instrument)
    assert heading.get_attribute("aria-sort") == "descending"


def test_pages_follow_each_other_and_nobody_is_on_two(open_page):
    page = open_page("/en/")
    first = agencies(page)
    page.get_by_role("link", name="Next").click()
    page.wait_for_url(re.compile("page=2"))
    second = agencies(page)

    assert len(first) == 25
    assert len({*first, *second}) == len(first) + len(second) == 41

    page.get_by_role("link", name="Previous").click()
    page.wait_for_url(re.compile("page=1"))
    assert agencies(page) == first


def test_a_supposed_score_is_followed_to_total_and_level(open_page):
    page = open_page("/en/agencies/A00001/2566/")
    before = number_in(page.locator(".stat-value").first.inner_text())
    page.locator("form [inputmode=decimal]").first.fill("100")
    page.get_by_role("button", name="Calculate").click()

    result = page.get_by_role("region", name="What would follow")
    result.wait_for()
    assert number_in(result.locator(".stat-value").first.inner_text()) > before


def test_a_supposed_score_that_cannot_be_is_refused_and_kept_to_be_mended(open_page):
    page = open_page("/en/agencies/dip/2566/what-if/")
    page.locator("details:not([open]) > summary").filter(has_text="EIT").click()
    page.locator("[name=if-7]").fill("many")
    page.get_by_role("button", name="Calculate").click()

    page.get_by_role("alert").wait_for()
    assert page.locator("[name=if-7]").input_value() == "many"


@pytest.mark.parametrize(
    "path",
    ["/2566/?level=pass", "/agencies/dip/2565/", "/agencies/dip/2566/what-if/?if-7=95", "/method/"],
)
def test_the_other_language_shows_the_same_page(open_page, path):
    page = open_page(path)
    page.get_by_role("link", name="English").click()
    page.wait_for_url(lambda url: url.endswith(f"/en{path}"))
    assert page.locator("html").get_attribute("lang") == "en"

    page.get_by_role("link", name="ไทย").click()
    page.wait_for_url(lambda url: url.endswith(path) and "/en/" not in url)
    assert page.locator("html").get_attribute("lang") == "th"


def test_a_search_replaces_the_results_and_nothing_else(visit):
    visited = visit("/en/")
    page = visited.page
    page.evaluate("window.here = true")
    search(page, "Industrial")
    page.wait_for_url(FOUND_ONE)
    ranking(page).get_by_role("link", name=DIP).wait_for()

    assert agencies(page) == [DIP]
    assert page.evaluate("window.here")
    assert page.locator("#results").count() == 1

    page.reload()
    assert agencies(page) == [DIP]
    assert visited.troubles == []


def test_going_back_after_a_search_shows_everybody_again(visit):
    visited = visit("/en/")
    page = visited.page
    search(page, "Industrial")
    page.wait_for_url(FOUND_ONE)

    page.go_back()
    page.get_by_text(re.compile("–25 of")).wait_for()
    assert len(agencies(page)) == 25
    assert visited.troubles == []
