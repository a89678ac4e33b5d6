"""Archives replay in a program of others (pywb): copies, repetitions and redirects."""

import json
import subprocess
import sys
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prongsai.evidence.adapters.archives import Archive, Earlier
from prongsai.evidence.adapters.fetching import Fetched, Hop

REPLAY = Path(sys.prefix) / "replay" / "bin" / "python"
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
PAGE, OTHER = "<h1>แผน</h1>".encode(), "<h1>แผนใหม่</h1>".encode()
PLAN, OLD, COPY = "http://a.example/plan", "http://a.example/old", "http://b.example/copy"
HEAD = (("Content-Type", "text/html; charset=utf-8"), ("Connection", "close"))
pytestmark = pytest.mark.skipif(
    not REPLAY.exists(),
    reason="NO REPLAY IS TESTED HERE: pywb is not installed (scripts/setup.py --with replay)",
)


def shown(link: str, at: datetime, body: bytes) -> Hop:
    head = (*HEAD, ("Content-Length", str(len(body))))
    return Hop(link, at, "203.0.113.5", 200, "OK", head)


@pytest.fixture(scope="module")
def replay(tmp_path_factory):
    """Return what pywb shows of five copies: status, body and headers."""
    folder, home = tmp_path_factory.mktemp("archives"), tmp_path_factory.mktemp("pywb")
    days = [NOON + timedelta(days=number) for number in range(4)]
    passed = Hop(OLD, NOON, "203.0.113.5", 301, "Moved", (("Location", "/plan"),))
    first, again, changed = (
        shown(PLAN, days[day], body) for day, body in enumerate((PAGE, PAGE, OTHER))
    )
    elsewhere = shown(COPY, days[3], PAGE)
    earlier = Earlier(PLAN, NOON)
    with Archive(folder) as archive:
        files = {
            archive.keep(
                Fetched(hops, body, is_cut=False, seconds=0.1),
                day=hops[-1].asked_at.date(),
                earlier=known,
            ).file
            for hops, body, known in (
                ((passed, first), PAGE, None),
                ((again,), PAGE, earlier),
                ((changed,), OTHER, None),
                ((elsewhere,), PAGE, earlier),
            )
        }
    assert len(files) == 4

    def replayed(asked: str):
        return told[asked][0], b64decode(told[asked][1]), told[asked][2]

    asked = [f"{day:%Y%m%d%H%M%S}id_/{link}" for day in days for link in (PLAN, COPY)]
    asked.append(f"{NOON:%Y%m%d%H%M%S}mp_/{OLD}")
    script = Path(__file__).with_name("replayed_by_pywb.py")
    words = [str(home), *(str(folder / file) for file in sorted(files)), "--", *asked]
    done = subprocess.run(  # noqa: S603 # our own words
        [REPLAY, "-W", "ignore", script, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return replayed


def test_a_copy_is_shown_byte_by_byte_as_of_its_day(replay):
    status, body, head = replay(f"20261123050000id_/{PLAN}")
    assert (status, body) == (200, PAGE)
    assert head["content-type"] == "text/html; charset=utf-8"
    assert "2026 05:00:00" in head["memento-datetime"]
    assert replay(f"20261125050000id_/{PLAN}")[1] == OTHER


def test_a_repetition_is_shown_with_the_bytes_that_were_kept_before(replay):
    status, body, head = replay(f"20261124050000id_/{PLAN}")
    assert (status, body) == (200, PAGE)
    assert "24 Nov 2026" in head["memento-datetime"]


def test_the_same_bytes_of_another_address_are_found(replay):
    assert replay(f"20261126050000id_/{COPY}")[:2] == (200, PAGE)


def test_a_redirect_leads_on_within_the_copies(replay):
    status, _, head = replay(f"20261123050000mp_/{OLD}")
    assert status == 301
    assert head["location"].endswith("/copies/20261123050000mp_/http://a.example/plan")
