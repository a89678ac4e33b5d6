"""What bars somebody from a page: what axe finds, and what is wider than the window."""

from axe_playwright_python.sync_playwright import Axe

_AXE = Axe()
#: Beyond what axe asks for by itself: WCAG 2.2 on the size of targets, and habits that help.
_EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
TELEPHONE = 390


def found_by_axe(page) -> str:
    """Return what axe reports; "" when it finds nothing."""
    found = _AXE.run(page, options=_EVERYTHING)
    return found.generate_report() if found.violations_count else ""


def overhang(page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def pages_that_bar(page, prefix, paths, *, shown=(200,)) -> dict[str, tuple]:
    """Open pages one by one; return those that bar somebody, or answer otherwise than `shown`.

    On a telephone each must fit in English too.
    """
    wrong = {}
    for path in paths:
        status, found, too_wide = page.goto(f"{prefix}{path}").status, "", 0
        if status in shown:
            found, too_wide = found_by_axe(page), overhang(page)
        if page.viewport_size["width"] == TELEPHONE and not prefix:
            page.goto(f"/en{path}")
            too_wide = max(too_wide, overhang(page))
        if status not in shown or found or too_wide > 0:
            wrong[path] = (status, found[:500], too_wide)
    return wrong
