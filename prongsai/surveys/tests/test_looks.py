"""One form in three looks: a page, steps, a device at a counter; what is sent is the same."""

import re
from html.parser import HTMLParser

import pytest

from prongsai.surveys.models import Response
from prongsai.surveys.views import answering


@pytest.fixture(autouse=True)
def nothing_remembered():
    for kept in (answering._way_in, answering._start):
        kept.cache_clear()


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.fragments, self.forms = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids += [found["id"]] if "id" in found else []
        if tag == "a" and found.get("href", "").startswith("#"):
            self.fragments.append(found["href"][1:])
        if tag == "form":
            self.forms.append(found)


def text_of(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("look", ["", "steps/"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_question_says_where_it_stands(client, link, look, language):
    text = text_of(client, f"{language}/a/{link.token}/{look}")
    words = r"<small>(\d+) of 51</small>" if language else r"<small>คำถามที่ (\d+) จาก 51</small>"
    assert [int(n) for n in re.findall(words, text)] == list(range(1, 52))


def test_steps_lead_to_each_other_and_to_the_end(client, link):
    page = Links(text_of(client, f"/a/{link.token}/steps/"))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.fragments) <= set(page.ids)
    steps = [name for name in page.ids if re.fullmatch(r"s\d+", name)]
    assert steps == [f"s{n}" for n in range(len(steps))]
    assert {*steps, "send"} == set(page.fragments)
    assert "novalidate" in page.forms[0], "a field that is not shown must not hold the form back"


def test_a_form_is_sent_where_it_came_from_without_its_step(client, link):
    for address in (
        f"/en/a/{link.token}/",
        f"/en/a/{link.token}/steps/",
        f"/en/k/{link.token}/form/",
    ):
        assert Links(text_of(client, address)).forms[0]["action"] == address


@pytest.mark.parametrize("where", ["a/{}/steps/", "k/{}/form/"])
def test_what_is_sent_in_steps_or_at_a_counter_is_the_same(client, link, fill, where):
    address = f"/en/{where.format(link.token)}"
    sent = fill(link, {"p0": "2"})
    missing = client.post(address, sent)
    text = missing.content.decode()
    assert missing.status_code == 422
    assert text.count('class="left-out"') == 50
    assert Links(text).forms[0]["action"] == address
    assert {"left-out", "send"} <= set(Links(text).fragments) <= set(Links(text).ids)
    assert client.post(address, sent | {"reminded": "1"}).status_code == 200
    assert Response.objects.get().answers == bytes([2, *[0] * 50])


def test_a_kiosk_invites_in_both_languages(client, link, gate):
    text = text_of(client, f"/k/{link.token}/")
    assert f'href="/k/{link.token}/form/#s1"' in text
    assert f'href="/en/k/{link.token}/form/#s1"' in text
    assert f'href="/k/{gate.token}/form/"' in text_of(client, f"/k/{gate.token}/")


def test_a_kiosk_keeps_nothing_and_returns_by_itself(client, link, fill):
    start, form = client.get(f"/k/{link.token}/"), client.get(f"/k/{link.token}/form/")
    thanks = client.post(f"/k/{link.token}/form/", fill(link))
    assert {page["Cache-Control"] for page in (start, form, thanks)} == {"no-store"}
    assert not start.cookies
    text = form.content.decode()
    assert "data-keep" not in text
    assert "data-worker" not in text
    assert 'class="keep"' not in text
    assert f'<noscript><meta http-equiv="refresh" content="600; url=/k/{link.token}/">' in text
    assert thanks["Refresh"] == f"15; url=/k/{link.token}/"
    assert "/receipts/" not in thanks.content.decode()


def test_a_kiosk_takes_a_code_too(client, gate, codes, fill):
    sent = fill(gate, code=codes[0])
    assert client.post(f"/k/{gate.token}/form/", sent).status_code == 200
    again = client.post(f"/k/{gate.token}/form/", fill(gate, code=codes[0]))
    assert (again.status_code, codes[0] in again.content.decode()) == (422, True)


def test_the_worker_has_power_over_forms_alone(client, db):
    for language in ("", "/en"):
        page = client.get(f"{language}/a/worker.js")
        text = page.content.decode()
        assert page["Content-Type"].startswith("text/javascript")
        assert "Service-Worker-Allowed" not in page
        assert '"/static/surveys/answer.css", "/static/surveys/answer.js"' in text
        assert '"POST"' not in text


def test_the_words_of_the_program_stand_in_the_page(client, link):
    """The program asks for these by name; what is not there would stop it."""
    said = re.search(
        r'<template id="said">(.*?)</template>', text_of(client, f"/a/{link.token}/"), re.S
    )
    for name in ("bar", "resumed", "keep", "waiting"):
        assert re.search(rf'class="[^"]*\b{name}\b', said[1])
    kiosk = text_of(client, f"/k/{link.token}/form/")
    for name in ("bar", "waiting", "leaving"):
        assert re.search(rf'class="[^"]*\b{name}\b', kiosk)
