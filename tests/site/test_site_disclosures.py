"""What an agency discloses, in a browser: on its page, and in a frame of another site."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from barriers import found_by_axe, overhang, seen_on

PAGE = "/agencies/dip/2569/disclosures/"
FRAME = "/agencies/dip/2566/widget/"


@pytest.mark.parametrize("path", [FRAME, f"/en{FRAME}", "/en/agencies/dip/2569/widget/"])
def test_the_frame_bars_nobody_and_needs_no_scrolling(visit, path):
    visited = visit(path, width=340)
    page = visited.page
    page.set_viewport_size({"width": 340, "height": 420})
    for scheme in ("light", "dark"):
        seen_on(page, 340, scheme)
        assert found_by_axe(page) == ""
        assert overhang(page) <= 0
        assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    assert visited.troubles == []


@pytest.fixture
def elsewhere(site, tmp_path):
    """The address of another site, which has our pages in frames."""
    (tmp_path / "index.html").write_text(
        f'<iframe id="may" src="{site.address}/en{FRAME}"></iframe>'
        f'<iframe id="not" src="{site.address}/en{PAGE}"></iframe>'
    )
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_another_site_may_show_the_frame_and_no_other_page(visit, elsewhere):
    page = visit(elsewhere).page
    shown = page.frame_locator("#may")
    shown.get_by_text("95.02").wait_for()
    assert shown.get_by_role("link", name="See everything").get_attribute("target") == "_blank"
    page.wait_for_load_state("networkidle")
    assert page.frame_locator("#not").get_by_text("discloses").count() == 0


def test_what_is_disclosed_is_found_from_the_results_and_can_be_saved(visit):
    page = visit("/en/agencies/dip/2566/", scripts=False).page
    page.get_by_role("link", name="What the agency disclosed in 2566").click()
    page.get_by_role("navigation", name="Fiscal years").get_by_role("link", name="2569").click()
    item = page.get_by_role("article").filter(has_text="O12 ")
    assert item.get_by_role("link").first.get_attribute("rel") == "nofollow noopener external"
    with page.expect_download() as saved:
        item.get_by_role("link", name=".csv").click()
    assert saved.value.suggested_filename == "งบประมาณ.csv"
