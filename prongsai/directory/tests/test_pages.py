"""The pages of accounts: their languages, what they may load, and what public pages never do."""

import re

import pytest
from django.conf import settings as configured
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override

from prongsai.directory.rules import OPERATOR
from prongsai.directory.tests.conftest import PASSWORD
from prongsai.directory.urls import _ACCOUNTS
from prongsai.foundation.queries import EditionLibrary
from prongsai.results.services.histories import input_files
from prongsai.results.services.keeping import keep_results
from prongsai.results.services.scoring import score_files

pytestmark = pytest.mark.django_db
OUTSIDE = ("login/", "password/reset/", "password/reset/done/", "password/reset/key/done/")
OUTSIDE += ("password/reset/key/1-x/", "inactive/", "other/cancelled/", "other/failed/")
INSIDE = ("logout/", "password/change/", "reauthenticate/", "sessions/", "second-factor/")
INSIDE += ("second-factor/totp/activate/", "second-factor/webauthn/", "second-factor/webauthn/add/")
#: Words that are the same in Thai.
KNOWN = {
    "Prongsai",
    "English",
    "Apache",
    "Sarabun",
    "SIL",
    "Open",
    "Font",
    "License",
    "ITA",
    "NACC",
}
KNOWN |= {
    "Language",
    "QR",
    "JavaScript",
    "Google",
    "Microsoft",
    "Authenticator",
    "Aegis",
    "TOTP",
    "Safari",
}


def words_of(html):
    """Return the Latin words that a reader meets."""
    html = re.sub(
        r"<script.*?</script>|<code.*?</code>|<title>|<[^>]*lang=.en.*?</a>",
        " ",
        html,
        flags=re.DOTALL,
    )
    shown = re.sub(r"<[^>]+>", " ", html)
    shown += " ".join(re.findall(r'(?:placeholder|alt|aria-label)="([^"]*)"', html))
    return set(re.findall(r"[A-Za-z]{3,}", shown)) - KNOWN


@pytest.mark.parametrize("page", OUTSIDE)
def test_pages_before_logging_in_are_thai_and_english(client, page):
    answer = client.get(f"/accounts/{page}")
    assert answer.status_code == {"other/failed/": 401}.get(page, 200)
    assert not words_of(answer.text)
    english = client.get(f"/en/accounts/{page}").text
    assert re.search(r"<h1>[A-Z][a-z ]+", english)
    assert_obeys_policy(answer.text)


@pytest.mark.parametrize("page", INSIDE)
def test_pages_after_logging_in_are_thai_and_english(person, log_in, client, page):
    log_in(person())
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.get(f"/accounts/{page}", headers={"user-agent": ""})
    assert answer.status_code == 200
    assert not words_of(answer.text) - {"Master", "key"}
    assert re.search(r"<h1>[A-Z][a-z ]+", client.get(f"/en/accounts/{page}").text)
    assert_obeys_policy(answer.text)


def assert_obeys_policy(html):
    """Scripts are files, or data that no browser runs; nothing carries a style of its own."""
    for tag in re.findall(r"<script[^>]*>", html):
        assert 'src="/static/' in tag or 'type="application/json"' in tag, tag
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)


@pytest.fixture
def published():
    """The department's own years, published."""
    library = EditionLibrary()
    paths = library.golden(library.folder(library.proven))
    scored = score_files(paths, library=library)
    keep_results(scored, input_files(paths), now=now(), by=OPERATOR)


@pytest.mark.parametrize(
    ("page", "status"), [("/", 200), ("/agencies/dip/", 200), ("/look", 200), ("/none", 404)]
)
def test_public_pages_neither_set_a_cookie_nor_depend_on_one(
    published, person, log_in, client, page, status
):
    for login in (lambda: None, lambda: log_in(person("auditor"))):
        login()
        answer = client.get(page)
        assert answer.status_code == status
        assert "cookie" not in answer.headers.get("vary", "").lower()
        assert not answer.cookies
        assert "เข้าสู่ระบบ" in answer.text
        assert "สมชาย" not in answer.text


def test_a_page_of_ones_own_is_not_kept_by_others(person, log_in, client):
    log_in(person())
    answer = client.get("/me/")
    assert "no-store" in answer.headers["cache-control"]
    assert "cookie" in answer.headers["vary"].lower()


def test_cookies_cannot_be_read_by_scripts(person, log_in, client):
    cookie = log_in(person()).cookies[configured.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_there_is_no_page_that_is_not_meant(client):
    for page in ("signup/", "email/", "confirm-email/", "social/connections/"):
        assert client.get(f"/accounts/{page}").status_code == 404
    with override("th"):
        assert {reverse(p.name) for p in _ACCOUNTS if getattr(p, "name", None) == "account_login"}
