"""What was fetched is found again as it came, and a changed byte is noticed."""

import gzip
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from prongsai.evidence.adapters.archives import Archive, Earlier, records_of
from prongsai.evidence.adapters.fetching import Fetched, Hop
from prongsai.evidence.rules.captures import ArchiveDamaged

CHECK = "from warcio.cli import main; main()"
NOON, TODAY = datetime(2026, 11, 23, 5, tzinfo=UTC), date(2026, 11, 23)
PAGE = "<h1>แผน</h1>".encode()
PASSED = Hop("http://a.example/", NOON, "203.0.113.5", 302, "Found", (("Location", "/แผน"),))
SHOWN = Hop(
    "http://a.example/plan",
    NOON,
    "203.0.113.5",
    200,
    "OK",
    (("Content-Type", "text/html"), ("X-Twice", "1"), ("X-Twice", "2"), ("Connection", "close")),
)
FETCHED = Fetched((PASSED, SHOWN), PAGE, is_cut=False, seconds=0.1)


@pytest.fixture
def kept(tmp_path):
    with Archive(tmp_path) as archive:
        first = archive.keep(FETCHED, day=TODAY)
        again = archive.keep(FETCHED, day=TODAY, earlier=Earlier(SHOWN.link, NOON))
        later = archive.keep(FETCHED, day=date(2026, 11, 24))
    return first, again, later


def test_a_capture_is_found_again(tmp_path, kept):
    passed, shown = records_of(tmp_path, kept[0])
    assert (passed[0], passed[2]) == (PASSED.link, b"")
    assert (shown[0], shown[1].statusline, shown[2]) == (SHOWN.link, "200 OK", PAGE)
    assert [value for name, value in shown[1].headers if name == "X-Twice"] == ["1", "2"]


def test_a_body_that_is_there_already_is_not_kept_twice(tmp_path, kept):
    *_, (link, head, body) = records_of(tmp_path, kept[1])
    assert (link, head.statusline, body) == (SHOWN.link, "200 OK", b"")
    assert kept[1].file == kept[0].file
    assert kept[1].start == kept[0].start + kept[0].length


def test_another_day_begins_another_file(kept):
    assert kept[2].file.startswith("2026/11/24/")


def test_an_independent_reader_accepts_every_record(tmp_path, kept):
    for one in kept:
        checked = subprocess.run(  # noqa: S603 # our own files
            [sys.executable, "-c", CHECK, "check", "-v", tmp_path / one.file],
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stdout
        assert "fail" not in checked.stdout


def test_a_changed_byte_is_noticed(tmp_path, kept):
    path = tmp_path / kept[2].file
    whole = path.read_bytes()
    record = gzip.decompress(whole[kept[2].start :]).replace(PAGE, PAGE.replace(b"h1", b"h2"))
    path.write_bytes(whole[: kept[2].start] + gzip.compress(record))
    length = path.stat().st_size - kept[2].start
    with pytest.raises(ArchiveDamaged):
        list(records_of(tmp_path, type(kept[2])(kept[2].file, kept[2].start, length)))
