"""What bars somebody from a page: what axe finds, and what is wider than the window."""

from axe_playwright_python.sync_playwright import Axe

_AXE = Axe()
#: Beyond what axe asks for by itself: WCAG 2.2 on the size of targets, and habits that help.
_EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
#: Three quarters of axe's work, and the same in every language.
_BUT_COLOURS = {
    **_EVERYTHING,
    "rules": {**_EVERYTHING["rules"], "color-contrast": {"enabled": False}},
}
#: Colours that fade into others are measured when they have.
_SETTLED = """() => new Promise(requestAnimationFrame).then(
  () => Promise.allSettled(document.getAnimations().map(one => one.finished)))"""
TELEPHONE = 390


def found_by_axe(page, *, colours=True) -> str:
    """Return what axe reports; "" when it finds nothing."""
    found = _AXE.run(page, options=_EVERYTHING if colours else _BUT_COLOURS)
    return found.generate_report() if found.violations_count else ""


def seen_on(page, width, scheme) -> None:
    """Let a page that is open be seen on a screen of this width, in this scheme of colours."""
    page.set_viewport_size({**page.viewport_size, "width": width})
    page.emulate_media(color_scheme=scheme)
    page.evaluate(_SETTLED)


def overhang(page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def pages_that_bar(page, prefix, paths, *, shown=(200,)) -> dict[str, tuple]:
    """Open pages one by one; return those that bar somebody, or answer otherwise than `shown`.

    Colours are looked at in Thai, on every second page those of the dark: all pages are made of the
    same parts. On a telephone each must fit in English too.
    """
    wrong = {}
    for number, path in enumerate(paths):
        status, found, too_wide = page.goto(f"{prefix}{path}").status, "", 0
        if status in shown:
            seen_on(page, page.viewport_size["width"], ("light", "dark")[number % 2])
            found, too_wide = found_by_axe(page, colours=not prefix), overhang(page)
        if page.viewport_size["width"] == TELEPHONE and not prefix:
            page.goto(f"/en{path}")
            too_wide = max(too_wide, overhang(page))
        if status not in shown or found or too_wide > 0:
            wrong[path] = (status, found[:500], too_wide)
    return wrong
