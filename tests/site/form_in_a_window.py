"""What tests do with a form that is open in a browser."""

import time

import psycopg
from barriers import found_by_axe, overhang

FINGER = 44
#: What is pressed with a finger, but no link within a sentence.
SMALL_TARGETS = """least => [...document.querySelectorAll(
    "a, button, fieldset label, .keep label, #code, #receipt"
  )].filter(one => one.checkVisibility({visibilityProperty: true}))
  .filter(one => !one.closest("p:not([class]):not(:has(.button))"))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width < least || box.height < least)
  .map(([one, box]) => `${one.outerHTML.slice(0, 90)}: ${box.width} x ${box.height}`)"""
ANSWER_ALL = """() => { const seen = new Set();
  for (const one of document.querySelectorAll("form [type=radio]"))
    if (!seen.has(one.name)) { seen.add(one.name); one.click(); } return seen.size; }"""
KEPT_PAGES = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const key of await (await caches.open(name)).keys()) found.push(key.url);
  return found; }"""
STORED = "[localStorage.length, sessionStorage.length]"


def send(page):
    page.locator("form .send button").filter(visible=True).click()


def receipt_on(page):
    return page.locator(".receipt code").inner_text()


def wait_for_the_worker(page):
    """Wait until the form could be opened without a network."""
    end = time.monotonic() + 20
    while not page.evaluate("caches.match(location.pathname).then(found => !!found)"):
        assert time.monotonic() < end
        page.wait_for_timeout(100)


def is_counted(site, receipt):
    return "Yes." in site.post("/en/receipts/th-ita/2566/dip/", {"receipt": receipt}).text


def responses(site):
    """Return how many responses the site has kept."""
    where = f"host={site.home / 'postgresql'} user=prongsai dbname=postgres"
    with psycopg.connect(where) as database:
        return database.execute("SELECT count(*) FROM surveys_response").fetchone()[0]


def bars(page, *, colours=True):
    """Return what bars somebody: what axe finds, small targets, what is wider than the window."""
    found = found_by_axe(page, colours=colours)
    small = page.evaluate(SMALL_TARGETS, FINGER)
    wide = overhang(page)
    return [found] * bool(found) + small + [wide] * (wide > 0)
