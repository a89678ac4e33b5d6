"""A sheet comes in: once, whole, and only where and while it may."""

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client

from prongsai.assessments.models import Round
from prongsai.assessments.services.rounds import close_round
from prongsai.directory.rules import OPERATOR, Actor, NotAllowed
from prongsai.surveys.models import Code, Receipt, Response
from prongsai.surveys.queries.coverage import coverage
from prongsai.surveys.queries.gates import codes_left, way_in
from prongsai.surveys.rules.collecting import (
    CollectionClosed,
    GateKind,
    GateWithoutCodes,
    NotASurvey,
    receipt_digest,
)
from prongsai.surveys.services.gates import close_gates, make_codes, open_gate
from prongsai.surveys.services.intake import record_response
from prongsai.surveys.tests.conftest import NOON
from prongsai.surveys.views import answering

RECEIPT = re.compile(r"<code>([A-Z]{4}(?:-[A-Z]{4}){3})</code>")
FONT = re.compile(r'url\("([^"]+\.woff2)"\)')
#: What a phone on a slow line may have to load before the first question is read.
FIRST_LOAD = 40 * 1024


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Ways in of another test are not those of this one."""
    for kept in (answering._way_in, answering._start):
        kept.cache_clear()


def receipt_in(page) -> str:
    return RECEIPT.search(page.content.decode())[1]


def test_a_sheet_is_kept_with_its_answers_and_its_day_only(client, link, fill):
    sent = fill(link) | {"p0": "3", "p50": "2"}
    page = client.post(f"/a/{link.token}/", sent)
    assert page.status_code == 200
    response = Response.objects.get()
    assert response.answers == bytes([3, *[1] * 49, 2])
    assert (response.participation_id, response.instrument) == (link.participation_id, 0)
    assert Receipt.objects.get().digest == receipt_digest(receipt_in(page).replace("-", ""))
    assert not page.cookies


def test_the_same_sheet_twice_is_one_response_and_one_receipt(client, link, fill):
    sent = fill(link)
    receipts = {receipt_in(client.post(f"/a/{link.token}/", sent)) for _ in range(3)}
    assert len(receipts) == Response.objects.count() == Receipt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [GateKind.LINK, GateKind.CODES])
def test_a_sheet_sent_many_times_at_once_is_counted_once(participation, fill, kind):
    gate = open_gate(participation, "IIT", kind, by=OPERATOR, now=NOON)
    codes = make_codes(gate, 1, by=OPERATOR, now=NOON) if kind == GateKind.CODES else [""]
    sent = fill(gate, code=codes[0])

    def post(_):
        try:
            return receipt_in(Client().post(f"/a/{gate.token}/", sent))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        receipts = set(pool.map(post, range(16)))
    assert len(receipts) == Response.objects.count() == Receipt.objects.count() == 1


def test_every_form_handed_out_is_another_sheet(link, fill):
    assert fill(link)["sheet"] != fill(link)["sheet"]


def test_a_code_lets_one_sheet_in_and_nothing_remains_of_it(client, gate, codes, fill):
    typed = f" {codes[0][:5].lower()}-{codes[0][5:]} "
    assert client.post(f"/a/{gate.token}/", fill(gate, code=typed)).status_code == 200
    again = client.post(f"/a/{gate.token}/", fill(gate, code=codes[0]))
    assert again.status_code == 422
    assert Response.objects.count() == 1
    assert codes_left(gate) == Code.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_code_used_by_two_at_once_lets_one_in(gate, codes, fill):
    sheets = [fill(gate, code=codes[0]) for _ in range(8)]

    def post(sent):
        try:
            return Client().post(f"/a/{gate.token}/", sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(post, sheets)) == [200] + [422] * 7
    assert Response.objects.count() == 1


def test_a_wrong_code_keeps_the_answers_on_the_page_and_no_code_is_lost(client, gate, codes, fill):
    page = client.post(f"/en/a/{gate.token}/", fill(gate, code="AAAAAAAAAA", language="/en"))
    assert page.status_code == 422
    assert page.content.decode().count(" checked") == 51
    assert "This code is none of those" in page.content.decode()
    assert not Response.objects.exists()
    assert not Receipt.objects.exists()
    assert codes_left(gate) == 3


def test_a_sheet_that_was_counted_does_not_spend_another_code(client, gate, codes, fill):
    sent = fill(gate, code=codes[0])
    client.post(f"/a/{gate.token}/", sent)
    page = client.post(f"/a/{gate.token}/", sent | {"code": codes[1]})
    assert page.status_code == 200
    assert (codes_left(gate), Response.objects.count()) == (2, 1)


def test_codes_of_one_way_in_do_not_open_another(client, participation, gate, codes, fill):
    other = open_gate(participation, "EIT", GateKind.CODES, by=OPERATOR, now=NOON)
    assert client.post(f"/a/{other.token}/", fill(other, code=codes[0])).status_code == 422
    assert not Response.objects.exists()


def test_what_is_missing_is_pointed_out_once_and_may_then_be_left_out(client, link, fill):
    sent = fill(link, {"p0": "2", "p5": "1"})
    page = client.post(f"/a/{link.token}/", sent)
    text = page.content.decode()
    assert page.status_code == 422
    assert text.count('class="left-out"') == 49
    assert text.count(" checked") == 2
    assert text.count('id="left-out"') == 1
    assert not Response.objects.exists()
    shown = re.search(r'name="sheet" value="([^"]+)"', text)[1]
    assert shown == sent["sheet"]
    assert client.post(f"/a/{link.token}/", sent | {"reminded": "1"}).status_code == 200
    assert Response.objects.get().answers == bytes([2, 0, 0, 0, 0, 1, *[0] * 45])


@pytest.mark.parametrize("nonsense", ["9", "-1", "1.5", "๑", "x", "", "99999", "1 "])
def test_an_answer_that_is_no_option_is_none(client, link, fill, nonsense):
    page = client.post(f"/a/{link.token}/", fill(link) | {"p3": nonsense})
    assert page.status_code == 422
    assert page.content.decode().count('class="left-out"') == 1


def test_an_empty_sheet_is_never_kept(client, link, fill):
    assert client.post(f"/a/{link.token}/", fill(link, {}, reminded="1")).status_code == 422


@pytest.mark.parametrize("sheet", ["", "x", "<script>", "a" * 500])
def test_a_sheet_without_a_name_of_ours_gets_a_new_one(client, link, fill, sheet):
    page = client.post(f"/a/{link.token}/", fill(link) | {"sheet": sheet})
    assert page.status_code == 422
    assert "<script>" not in page.content.decode()
    assert not Response.objects.exists()


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"&".join([b"p0=1"] * 1001), b"sheet"])
def test_what_is_no_sheet_is_shown_again_empty(client, link, body):
    kind = "application/x-www-form-urlencoded"
    page = client.post(f"/a/{link.token}/", body, content_type=kind)
    assert page.status_code == 422
    assert " checked" not in page.content.decode()


def test_a_sheet_that_came_back_too_soon_has_a_coarse_mark(client, link, fill):
    sent = fill(link)
    client.post(f"/a/{link.token}/", sent)
    unsigned = fill(link)
    client.post(f"/a/{link.token}/", unsigned | {"sheet": unsigned["sheet"].partition(".")[0]})
    assert sorted(Response.objects.values_list("quick", flat=True), key=str) == [None, True]


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_first_visit_is_light(client, link, language):
    page = client.get(f"{language}/a/{link.token}/", headers={"Accept-Encoding": "gzip"})
    style, program = (Path(finders.find(f"surveys/answer.{kind}")) for kind in ("css", "js"))
    fonts = [style.parent / name for name in FONT.findall(style.read_text())]
    found = [Path(finders.find(f"foundation/fonts/{font.name}")) for font in fonts]
    loaded = len(page.content) + len(str(page.headers))
    loaded += sum(len(gzip.compress(file.read_bytes())) for file in (style, program))
    loaded += sum(font.stat().st_size for font in found)
    assert len(found) == 1
    assert loaded <= FIRST_LOAD
    text = gzip.decompress(page.content).decode()
    files = ["/static/surveys/answer.css", "/static/surveys/answer.js"]
    assert re.findall(r'(?:src|href)="(/static[^"]+)"', text) == files
    assert re.findall(r"<script[^>]*>", text) == [f'<script src="{files[1]}" defer>']
    assert len(set(re.findall(r'name="(p\d+)"', text))) == 51


def test_a_page_in_gzip_is_the_page(client, link):
    plain = client.get(f"/a/{link.token}/").content.decode()
    packed = client.get(f"/a/{link.token}/", headers={"Accept-Encoding": "gzip"}).content
    stamp = re.compile(r'name="sheet" value="[^"]+"')
    assert stamp.sub("", gzip.decompress(packed).decode()) == stamp.sub("", plain)


def test_the_form_sets_no_cookie_and_speaks_both_languages(client, link):
    thai, english = client.get(f"/a/{link.token}/"), client.get(f"/en/a/{link.token}/")
    assert "กรม dip" in thai.content.decode()
    assert "<h1>dip</h1>" in english.content.decode()
    assert not thai.cookies
    assert not english.cookies


def test_an_unknown_address_says_what_to_do(client, collecting):
    page = client.get("/en/a/nothing/")
    assert page.status_code == 404
    assert "SURVEYS-005" in page.content.decode()


@pytest.mark.parametrize(("state", "code"), [("planned", "006"), ("closed", "007")])
def test_a_round_that_does_not_collect_says_so(client, link, collecting, state, code):
    Round.objects.filter(pk=collecting.pk).update(state=state)
    page = client.get(f"/a/{link.token}/")
    assert f"SURVEYS-{code}" in page.content.decode()


def test_a_sheet_that_comes_after_closing_is_refused(client, link, collecting, fill):
    sent, way = fill(link), way_in(link.token)
    close_gates(collecting, by=OPERATOR, now=NOON)
    page = client.post(f"/a/{link.token}/", sent)  # the address is still remembered as open
    assert page.status_code == 410
    with pytest.raises(CollectionClosed):
        record_response(way, sheet="x" * 22, answers=b"", quick=None, day=NOON.date())
    assert not Response.objects.exists()


def test_closing_forgets_unused_codes(gate, codes, collecting):
    assert close_gates(collecting, by=OPERATOR, now=NOON) == 1
    assert not Code.objects.exists()


def test_only_those_in_charge_open_ways_in(participation, link):
    nobody = Actor(1, "nobody")
    with pytest.raises(NotAllowed):
        open_gate(participation, "IIT", GateKind.LINK, by=nobody, now=NOON)
    with pytest.raises(NotAllowed):
        make_codes(link, 1, by=nobody, now=NOON)
    with pytest.raises(NotAllowed):
        close_gates(participation.round, by=nobody, now=NOON)


def test_a_way_in_is_for_a_survey_and_codes_for_a_way_in_that_takes_them(participation, link):
    with pytest.raises(NotASurvey):
        open_gate(participation, "OIT", GateKind.LINK, by=OPERATOR, now=NOON)
    with pytest.raises(GateWithoutCodes):
        make_codes(link, 1, by=OPERATOR, now=NOON)


def test_coverage_counts_heads_and_what_the_edition_wants(client, participation, link, fill):
    participation.staff = 1000
    participation.save()
    client.post(f"/a/{link.token}/", fill(link))
    iit, eit = coverage(participation)
    assert (iit.instrument, iit.came_in, iit.population, iit.required) == ("IIT", 1, 1000, 100)
    assert (eit.instrument, eit.came_in, eit.required) == ("EIT", 0, None)


def test_receipts_are_looked_up_by_post_and_listed_after_closing(client, link, collecting, fill):
    receipt = receipt_in(client.post(f"/a/{link.token}/", fill(link)))
    digest = receipt_digest(receipt.replace("-", "")).hex
    address = "/en/receipts/th-ita/2566/dip/"
    assert digest not in client.get(address).content.decode()
    assert "Yes." in client.post(address, {"receipt": receipt.lower()}).content.decode()
    assert "There is no sheet" in client.post(address, {"receipt": "A" * 16}).content.decode()
    close_round(collecting, by=OPERATOR, now=NOON)
    assert digest in client.get(address).content.decode()
    assert client.get("/en/receipts/th-ita/2566/nobody/").status_code == 404
