"""What is not there or cannot be is told in the reader's language; nobody breaks a page."""

import re
import socket

import pytest

CODE = re.compile(r"<code>[A-Z]+-\d{3}</code>")
THAI = re.compile("[ก-๙]")
AN_AGENCY = re.compile("/agencies/([^/]+)/")
#: Ways to ask for what is not there or cannot be, and how they are answered.
MISTAKES = {
    "/agencies/nobody/": 404,
    "/agencies/nobody/2566/": 404,
    "/agencies/nobody/2566/what-if/": 404,
    "/agencies/nobody/2566/method/": 404,
    "/agencies/dip/2550/": 404,
    "/agencies/dip/2550/method/": 404,
    "/2550/": 404,
    "/method/2550/": 404,
    "/99999999999999999999/": 404,
    "/2566/secrets.csv": 404,
    "/2566/ranking.pdf": 404,
    "/agencies/dip/2566/secrets.csv": 404,
    "/agencies/dip/2566/years.exe": 404,
    "/?level=highest": 400,
    "/?group=nobody": 400,
    "/?province=nowhere": 400,
    "/?sort=luck": 400,
    "/?page=0": 400,
    "/?page=-1": 400,
    "/?page=two": 400,
    "/?page=9999999999": 400,
    "/?page=99999": 400,
    f"/?search={'a' * 201}": 400,
    "/2566/ranking.csv?level=highest": 400,
}
HOSTILE = [
    "a" * 10_000,
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%22%20onfocus=alert(1)%20x=%22",
    "%00",
    "a%00b",
    "%FF%FE",
    "%C0%AF",
    "%E0%B8",
    "%ED%A0%80",
    "%F0%9F%98%80",
    "%E2%80%8B%EF%BB%BF",
    "%25%5F\\",
    "'%20OR%20'1'='1",
    "..%2F..%2Fetc%2Fpasswd",
    "{{7*7}}",
    "%0D%0ASet-Cookie:%20x=1",
]
#: Where what a visitor wrote arrives.
PLACES = [
    "/?search={}",
    "/?group={}",
    "/?level={}",
    "/?sort={}",
    "/?page={}",
    "/?{}=1",
    "/agencies/{}/",
    "/agencies/dip/2566/what-if/?if-7={}",
    "/agencies/dip/2566/what-if/?if-{}=90",
    "/2566/{}.csv",
    "/2566/ranking.csv?search={}",
    "/{}",
]


@pytest.mark.parametrize(("path", "status"), MISTAKES.items(), ids=lambda value: str(value)[:40])
def test_a_mistake_is_told_with_what_to_do_and_a_code(site, path, status, language):
    answer = site.get(f"/en{path}" if language == "en" else path)
    assert answer.status == status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}">' in answer.text
    assert CODE.search(answer.text)

    heading = re.search("<h1>(.*?)</h1>", answer.text)[1]
    assert bool(THAI.search(heading)) == (language == "th")
    assert f'class="button" href="{"/en/" if language == "en" else "/"}"' in answer.text


def test_a_page_that_never_was_is_told_apart_from_one_that_broke(site, language):
    answer = site.get("/en/nothing" if language == "en" else "/nothing")
    assert answer.status == 404
    assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_a_visitor_writes_breaks_a_page(site, place):
    for words in HOSTILE:
        answer = site.get(place.format(words))
        assert answer.status < 500, words
        assert b"<script>alert" not in answer.body
        assert b'" onfocus' not in answer.body
        assert b"\0" not in answer.body, words
        assert answer.headers["Set-Cookie"] is None


def test_a_page_number_may_be_written_in_thai(site):
    thai, plain = (site.get(f"/?page={number}").text for number in ("%E0%B9%92", "2"))
    assert AN_AGENCY.findall(thai) == AN_AGENCY.findall(plain) != []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/agencies/dip/2566/what-if/", "/2566/ranking.csv"])
def test_nothing_can_be_sent(site, path, method):
    answer = site.get(path, method)
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/", "/agencies/dip/2566/", "/method/", "/2566/ranking.csv"])
def test_the_head_of_a_page_can_be_had_alone(site, path):
    head, whole = site.get(path, "HEAD"), site.get(path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]


def test_a_request_that_is_no_http_is_refused_and_the_site_lives_on(site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        connection.sendall(b"\x16\x03\x01 nonsense\r\n\r\n")
        connection.recv(1024)
    assert site.get("/alive").status == 200
