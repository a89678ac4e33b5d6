"""The short way through the server: which pages take it, and that nothing there knows a visitor."""

from http.cookies import SimpleCookie

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override
from rights_table import OPERATIONS, TABLE, WORK

from prongsai.assessments.services.rounds import enter_agencies, open_round, plan_round
from prongsai.config.handling import site_application
from prongsai.directory.models import Agency, User
from prongsai.directory.rules import OPERATOR
from prongsai.foundation.queries import EditionLibrary
from prongsai.surveys.rules.collecting import GateKind
from prongsai.surveys.services.gates import open_gate

pytestmark = pytest.mark.django_db
#: What people open who answer a survey, or look for the receipt of their answer.
ANSWERING = {
    *("surveys:answer", "surveys:steps", "surveys:kiosk", "surveys:kiosk_form"),
    *("surveys:worker", "surveys:receipts"),
}
SHORT, LONG = "_ShortWay", "WSGIHandler"
#: Addresses that only look like those of answering.
LIKE_THEM = (
    *("/a", "/agencies/dip/", "/api/v1/years", "/k", "/receipts", "/a.js", "/th/alive"),
    *("/x/a/wayin/", "/eng/a/wayin/", "/desk/a/wayin/", "//a/wayin/", "/en//a/wayin/", "/A/wayin/"),
)


@pytest.fixture
def application(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    return site_application()


@pytest.fixture(autouse=True)
def one_connection():
    """Keep the connection that the test is in, as Django's own client for tests does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def call(application, monkeypatch):
    """Return a function that asks the server: which way it took, its answer, and its request."""
    requests = []

    class Kept(WSGIRequest):
        def __init__(self, environ):
            super().__init__(environ)
            requests.append(self)

    monkeypatch.setattr(WSGIHandler, "request_class", Kept)

    def asked(path, **environ):
        ways, said = [], {}

        def note_way(sender, **_told):
            ways.append(sender.__name__)

        def answer(status, headers, _error=None):
            said.update(status=int(status.split()[0]), headers=headers)

        request_started.connect(note_way)
        try:
            given = RequestFactory().get(path, **environ).environ
            said["body"] = b"".join(application(given, answer))
        finally:
            request_started.disconnect(note_way)
        (said["way"],) = ways
        return said, requests[-1]

    return asked


@pytest.fixture
def way_in():
    Agency.objects.create(code="dip", searched="dip")
    doing = {"by": OPERATOR, "now": now()}
    round_ = plan_round(EditionLibrary().load("2566"), **doing)
    enter_agencies(round_, ["dip"], **doing)
    open_round(round_, **doing)
    return open_gate(round_.participations.get(), "EIT", GateKind.LINK, **doing)


def addresses():
    """Yield every named address of the site in both languages, and each of the API."""
    examples = {name: example for name, (_whom, example) in TABLE.items()}
    examples |= {name: work.example for name, work in WORK.items()}
    for name, example in examples.items():
        for language in ("th", "en"):
            with override(language):
                yield name, reverse(name, kwargs=example)


def is_short(application, path):
    ways = []

    def note(sender, **_told):
        ways.append(sender.__name__)

    request_started.connect(note)
    try:
        application(RequestFactory().get(path).environ, lambda *_: None).close()
    finally:
        request_started.disconnect(note)
    return ways == [SHORT]


def test_those_who_answer_take_the_short_way_and_nobody_else(application):
    taken = {(name, is_short(application, address)) for name, address in addresses()}
    assert {name for name, short in taken if short} == ANSWERING
    assert not {name for name, short in taken if not short} & ANSWERING


@pytest.mark.parametrize("path", LIKE_THEM)
def test_what_only_looks_like_it_takes_the_long_way(call, path):
    assert call(path)[0]["way"] == LONG


def test_the_api_takes_the_long_way(call):
    for _method, path in OPERATIONS:
        address = "/api/v1" + path.replace("{year}", "2566").replace("{", "").replace("}", "")
        assert call(address)[0]["way"] == LONG


def test_the_short_way_knows_nobody_even_who_is_logged_in(call, way_in):
    user = User.objects.create_user("somebody@example.org", "long enough 123")
    browser = Client()
    browser.force_login(user)
    cookie = SimpleCookie({name: one.value for name, one in browser.cookies.items()})
    brought = {"HTTP_COOKIE": cookie.output(header="", sep=";").strip()}
    for path in (
        f"/a/{way_in.token}/",
        f"/en/a/{way_in.token}/",
        f"/a/{way_in.token}/steps/",
        f"/k/{way_in.token}/",
        f"/k/{way_in.token}/form/",
        "/receipts/th-ita/2566/dip/",
        "/a/nothing-here/",
    ):
        said, request = call(path, **brought)
        headers = dict(said["headers"])
        assert said["way"] == SHORT, path
        assert "Set-Cookie" not in headers, path
        assert "cookie" not in headers.get("Vary", "").casefold(), path
        assert "Content-Security-Policy" in headers, path
        assert not hasattr(request, "session"), path
        assert not hasattr(request, "user"), path
        assert "somebody" not in said["body"].decode(errors="replace")


def test_the_long_way_knows_who_is_logged_in(call):
    user = User.objects.create_user("somebody@example.org", "long enough 123", name="คุณสมชาย")
    browser = Client()
    browser.force_login(user)
    said, request = call("/me/", HTTP_COOKIE=f"sessionid={browser.cookies['sessionid'].value}")
    assert (said["way"], said["status"]) == (LONG, 200)
    assert request.user == user
