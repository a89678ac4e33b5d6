"""Pages that are due are looked at, kept once, and looked at again in time."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from prongsai.evidence.adapters.archives import Kept, records_of
from prongsai.evidence.adapters.fetching import Limits
from prongsai.evidence.models import Capture, Page, Seal
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason
from prongsai.evidence.services.capturing import (
    ARCHIVES,
    Claimed,
    Site,
    capture_due_pages,
    claim_pages,
    spread,
)
from prongsai.evidence.services.chain import verify_chain
from prongsai.evidence.services.sealing import broken_seals, seal_day

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
QUICK = Limits(size=100_000, seconds=1, redirects=3)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(settings, tmp_path) -> Path:
    settings.PRONGSAI_HOME = tmp_path
    return tmp_path


def due(*addresses: str) -> list[Page]:
    return [
        Page.objects.create(address=a, digest=sha256(a.encode()).hexdigest(), due_at=NOON)
        for a in addresses
    ]


@pytest.fixture
def capture(home, site):
    def captured() -> int:
        return capture_due_pages(site=Site(QUICK, 4, frozenset({site})))

    return captured


@pytest.fixture
def address(site):
    return lambda path: f"http://{site[0]}:{site[1]}{path}"


def test_whatever_a_page_does_is_a_fact_that_is_kept(capture, address):
    told = {
        address("/"): CaptureOutcome.SHOWN,
        address("/onward?to=/"): CaptureOutcome.SHOWN,
        address("/nothing"): CaptureOutcome.FAULT,
        address("/gone"): CaptureOutcome.FAULT,
        address("/torn.docx"): CaptureOutcome.SHOWN,
        address("/slow"): CaptureOutcome.TIMEOUT,
        address("/endless"): CaptureOutcome.SHOWN,
        address("/again"): CaptureOutcome.REFUSED,
        "http://127.0.0.1:9999/": CaptureOutcome.REFUSED,
        "file:///etc/passwd": CaptureOutcome.REFUSED,
        "http://no-such-site.invalid/": CaptureOutcome.UNREACHABLE,
    }
    due(*told)
    assert capture() == len(told)
    kept = {c.page.address: c for c in Capture.objects.select_related("page")}
    assert {a: CaptureOutcome(c.outcome) for a, c in kept.items()} == told
    assert kept[address("/endless")].is_cut
    assert kept[address("/onward?to=/")].led_to == address("/")
    assert kept[address("/")].text.text == "แผนปฏิบัติราชการ"
    assert verify_chain() == []


def test_a_body_is_kept_once_and_found_again(capture, home, address):
    due(address("/"), address("/onward?to=/"))
    capture()
    bodies = []
    for capture_ in Capture.objects.order_by("number"):
        place = Kept(capture_.archive, capture_.start, capture_.length)
        bodies.append([body for *_, body in records_of(home / ARCHIVES, place)][-1])
    assert sorted(map(len, bodies)) == [0, len("<h1>แผนปฏิบัติราชการ</h1>".encode())]
    assert len(set(Capture.objects.values_list("body", flat=True))) == 1


def test_a_page_that_is_shown_waits_a_day_and_one_that_is_not_an_hour(capture, address):
    shown, missing = due(address("/"), address("/nothing"))
    capture()
    for page, wait in ((shown, timedelta(days=1)), (missing, timedelta(hours=1))):
        page.refresh_from_db()
        looked = Capture.objects.get(page=page).asked_at
        assert page.due_at - looked == wait
    assert (shown.failures, missing.failures) == (0, 1)
    assert capture() == 0


def test_a_page_is_taken_on_by_one_process_and_free_again_when_that_died():
    due("http://a.example/")
    assert len(claim_pages(10, NOON)) == 1
    assert claim_pages(10, NOON) == []
    assert len(claim_pages(10, NOON + timedelta(minutes=11))) == 1


def test_pages_of_one_site_do_not_wait_for_each_other_in_a_row():
    sites = ("http://a.th/1", "http://a.th/2", "http://a.th/3", "https://b.th/1", "file:///c")
    pages = [Claimed(n, address, CaptureReason.DEADLINE) for n, address in enumerate(sites)]
    assert [page.id for page in spread(pages)] == [0, 3, 4, 1, 2]


def test_a_changed_or_removed_capture_is_noticed_and_refused(capture, address):
    due(address("/"), address("/nothing"), address("/cookies"))
    capture()
    with pytest.raises(IntegrityError), transaction.atomic():
        Capture.objects.filter(number=2).update(status=200)
    with pytest.raises(IntegrityError), transaction.atomic():
        Capture.objects.filter(number=2).delete()
    with connection.cursor() as cursor:  # who owns the database can do more, and is noticed
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE evidence_capture SET status = 299 WHERE number = 2")
        cursor.execute("SET session_replication_role = DEFAULT")
    assert verify_chain() == [2]


def test_a_day_is_sealed_once_and_a_forged_seal_or_chain_is_noticed(capture, address):
    assert seal_day(NOON.date()) is None
    due(address("/"))
    capture()
    seal = seal_day(NOON.date())
    assert seal_day(NOON.date()) == seal
    assert broken_seals() == []
    Seal.objects.create(day=date(2026, 11, 24), number=1, head=seal.head, key="0", signature="00")
    assert broken_seals() == [date(2026, 11, 24)]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE evidence_capture SET sha256 = repeat('0', 64)")
        cursor.execute("SET session_replication_role = DEFAULT")
    assert broken_seals() == [NOON.date(), date(2026, 11, 24)]
