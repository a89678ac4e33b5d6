"""Every page in a browser: usable by everybody, on a telephone too, in light and in the dark."""

import pytest
from barriers import TELEPHONE, found_by_axe, overhang

SMALLEST_TARGET = 24
#: What is operated by itself, not a link within a sentence, which may be as high as its line.
SMALL_TARGETS = """least => [...document.querySelectorAll(
    "button, input:not([type=hidden]), select, summary, nav a, .downloads a, .chips a, thead a"
  )].filter(one => one.checkVisibility({visibilityProperty: true}))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width < least || box.height < least)
  .map(([one, box]) => `${one.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`)"""
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


def fits_a_telephone_and_a_finger(page):
    """Assert it of a page, and open all that it folds away."""
    assert overhang(page) <= 0
    page.evaluate(OPEN_ALL)
    assert overhang(page) <= 0
    assert page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (TELEPHONE, "dark")])
def test_a_page_bars_nobody(visit, page_asked_for, width, scheme):
    """Nor has the browser to complain of anything: what the content policy forbids, above all."""
    path, status = page_asked_for
    visited = visit(path, width=width, scheme=scheme)
    assert visited.status == status
    visited.page.wait_for_load_state("networkidle")
    assert visited.troubles == []

    fits_a_telephone_and_a_finger(visited.page)
    assert found_by_axe(visited.page) == ""


@pytest.mark.parametrize(
    "path",
    ["/en/", "/en/2566/?group=department", "/en/agencies/dip/2566/", "/en/agencies/dip/2562/",
     "/en/agencies/A00001/2566/what-if/?if-E7=100", "/en/agencies/dip/2565/method/", "/en/method/",
     "/en/agencies/nobody/", "/en/agencies/dip/2569/disclosures/"],
)  # fmt: skip
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (TELEPHONE, "light")])
def test_a_page_in_english_bars_nobody(visit, path, width, scheme):
    page = visit(path, width=width, scheme=scheme).page

    assert found_by_axe(page) == ""


def test_a_page_in_english_fits_a_telephone_and_its_targets_a_finger(visit, page_asked_for):
    path, _ = page_asked_for
    fits_a_telephone_and_a_finger(visit(f"/en{path}", width=TELEPHONE).page)


def test_a_drawing_is_read_out_as_one_picture_with_its_name(visit):
    page = visit("/agencies/dip/2566/").page
    page.evaluate(OPEN_ALL)
    pictures = page.get_by_role("img").all()

    assert len(pictures) >= 4
    assert all(picture.evaluate("one => one.textContent.trim()") for picture in pictures)


def test_the_keyboard_reaches_the_content_at_once(visit):
    page = visit("/").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
