"""What every page of the house has, and the pages for what is not there or broke."""

import gzip
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from fontTools.ttLib import TTFont

from prongsai.foundation.middleware import UserErrorMiddleware
from prongsai.foundation.rules import EditionUnknown

STATIC = Path(__file__).parents[1] / "static" / "foundation"
TEMPLATES = Path(__file__).parents[1] / "templates" / "foundation"
KIB = 1024


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path):
    """Nobody has collected the static files for a test."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    settings.STATIC_ROOT = tmp_path


@pytest.mark.parametrize(("address", "language"), [("/look", "th"), ("/en/look", "en")])
def test_a_page_says_its_language_and_leads_to_the_other(client, address, language):
    page = client.get(address).content.decode()

    other = {"/look": "/en/look", "/en/look": "/look"}[address]
    assert f'<html lang="{language}">' in page
    assert f'href="{other}"' in page
    assert f'href="http://testserver{other}"' in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("address", ["/look", "/en/look", "/no-such-page"])
def test_a_page_needs_nothing_that_the_content_policy_forbids(client, address):
    response = client.get(address)
    page = response.content.decode()

    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert not re.findall(r"<style|\sstyle=|\son\w+=", page)
    assert not re.findall(r"<script(?![^>]*\ssrc=)", page)
    assert not re.findall(r"""(?:src|rel="stylesheet" href)="https?:""", page)


def test_ids_are_unique_on_a_page_with_every_chart(client):
    page = client.get("/look").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_chart_brings_its_table(client):
    page = client.get("/look").content.decode()
    assert page.count('<figure class="chart"') == page.count("ดูเป็นตาราง") == 6


@pytest.mark.parametrize(
    ("address", "words"),
    [("/no-such-page", "ไม่มีหน้านี้"), ("/en/no-such-page", "There is no such page")],
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(client, address, words):
    response = client.get(address)
    assert response.status_code == 404
    assert f"<h1>{words}</h1>" in response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("th", "ไม่มีกรอบการประเมินชื่อ"), ("en", "There is no edition called")]
)
def test_an_error_for_people_says_what_to_do_and_a_code(language, words):
    answer = UserErrorMiddleware(lambda _request: None).process_exception
    with override(language):
        response = answer(RequestFactory().get("/"), EditionUnknown(name="<b>", known="th-ita"))
    page = response.content.decode()
    assert response.status_code == 404
    assert f"{words} &lt;b&gt;" in page
    assert "<code>EDITION-001</code>" in page


def test_an_exception_that_is_no_user_error_is_left_to_others():
    answer = UserErrorMiddleware(lambda _request: None).process_exception
    assert answer(RequestFactory().get("/"), ValueError()) is None


def test_the_page_for_what_broke_asks_nothing_of_what_may_be_broken():
    template = (TEMPLATES / "broken.html").read_text()
    assert not re.findall(r"{%|{{", template)
    assert "ระบบขัดข้อง" in template
    assert "Something broke" in template


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (236, "▲ +2.36 คะแนน ดีขึ้น"),
        (-120, "▼ −1.20 คะแนน ลดลง"),
        (0, "เท่าเดิม"),
        (None, "ไม่มีคะแนนให้เทียบ"),
    ],
)
def test_a_change_is_told_in_words_and_not_by_colour_alone(change, words):
    with override("th"):
        assert words in render_to_string("foundation/_delta.html", {"change": change})


def test_a_page_arrives_quickly():
    assert len(gzip.compress((STATIC / "site.css").read_bytes())) <= 10 * KIB
    for font in ("sarabun-400.woff2", "sarabun-700.woff2"):
        assert (STATIC / "fonts" / font).stat().st_size <= 22 * KIB


@pytest.mark.parametrize("weight", [400, 700])
def test_the_fonts_have_every_thai_letter_and_place_its_marks(weight):
    font = TTFont(STATIC / "fonts" / f"sarabun-{weight}.woff2")
    thai = {*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)}
    features = {f.FeatureTag for f in font["GPOS"].table.FeatureList.FeatureRecord}
    assert thai | set(map(ord, "0123456789–−→▲▼×≥≤·…")) <= set(font.getBestCmap())
    assert {"mark", "mkmk"} <= features


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/agencies/%00/", "/a/x%00y/", "/en/%00"])
def test_an_address_with_a_nul_is_refused_before_anything_looks_it_up(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "SYSTEM-002" in answer.content.decode()
