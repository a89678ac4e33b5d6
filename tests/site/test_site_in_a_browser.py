"""Every page in a browser: usable by everybody, on a telephone too, in light and in the dark."""

from barriers import TELEPHONE, found_by_axe, overhang, seen_on

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


def test_a_page_bars_nobody(visit, page_asked_for):
    """Nor has the browser to complain of anything: what the content policy forbids, above all."""
    path, status = page_asked_for
    visited = visit(path)
    assert visited.status == status
    visited.page.wait_for_load_state("networkidle")
    for width, scheme in ((1280, "light"), (TELEPHONE, "dark")):
        seen_on(visited.page, width, scheme)
        fits_a_telephone_and_a_finger(visited.page)
        assert found_by_axe(visited.page) == ""
    assert visited.troubles == []


def test_a_page_in_english_bars_nobody(visit, page_asked_for):
    path, _ = page_asked_for
    page = visit(f"/en{path}", width=TELEPHONE).page
    fits_a_telephone_and_a_finger(page)
    assert found_by_axe(page, colours=False) == ""


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
