"""Files that people send: kept for them alone, and not for long."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prongsai.foundation.rules import UploadGone, UploadTooLarge
from prongsai.foundation.services import uploads
from prongsai.foundation.services.uploads import drop_old, drop_upload, keep_upload, upload_path

NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Somebody:
    user: int | None
    name: str = ""


SENDER = Somebody(7)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    return tmp_path


def sent(name="answers.csv", content=b"I2\n1\n"):
    return SimpleUploadedFile(name, content)


def test_a_file_is_found_under_its_name_until_it_is_dropped():
    name = keep_upload(sent(), by=SENDER, now=NOW)
    path = upload_path(name, by=SENDER)
    assert (path.name, path.read_bytes()) == ("answers.csv", b"I2\n1\n")
    drop_upload(name, by=SENDER)
    drop_upload(name, by=SENDER)
    with pytest.raises(UploadGone):
        upload_path(name, by=SENDER)


@pytest.mark.parametrize("who", [Somebody(8), Somebody(None)])
def test_nobody_else_finds_or_drops_it(who):
    name = keep_upload(sent(), by=SENDER, now=NOW)
    drop_upload(name, by=who)
    with pytest.raises(UploadGone):
        upload_path(name, by=who)
    assert upload_path(name, by=SENDER).exists()


@pytest.mark.parametrize("name", ["", "..", "../7", "a" * 32, "/etc/passwd", "x\0y", "*" * 32])
def test_a_name_that_was_not_given_leads_nowhere(name):
    keep_upload(sent(), by=SENDER, now=NOW)
    drop_upload(name, by=SENDER)
    with pytest.raises(UploadGone):
        upload_path(name, by=SENDER)


@pytest.mark.parametrize(
    "name", ["../../x.csv", "..\\x.csv", ".x.csv", "x\u202e.csv", "ก" * 300 + ".csv"]
)
def test_a_name_from_outside_becomes_a_plain_one(home, name):
    file = sent()
    file._name = name  # past what Django does about it
    path = upload_path(keep_upload(file, by=SENDER, now=NOW), by=SENDER)
    assert path.suffix == ".csv"
    assert path.parent.parent == home / "uploads" / "7"
    assert not path.name.startswith(".")
    assert path.stat().st_size


def test_what_is_too_large_is_not_kept(home, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_MIB", 0)
    with pytest.raises(UploadTooLarge):
        keep_upload(sent(), by=SENDER, now=NOW)
    assert list((home / "uploads").glob("*/*")) == []


def test_after_a_day_it_is_gone():
    old, fresh = (keep_upload(sent(), by=SENDER, now=NOW) for _ in range(2))
    before = (NOW - timedelta(hours=25)).timestamp()
    os.utime(upload_path(old, by=SENDER).parent, (before, before))
    assert drop_old(now=NOW) == 1
    assert upload_path(fresh, by=SENDER)
    with pytest.raises(UploadGone):
        upload_path(old, by=SENDER)


def test_only_the_programs_own_account_reads_it():
    path = upload_path(keep_upload(sent(), by=SENDER, now=NOW), by=SENDER)
    assert path.parent.stat().st_mode & 0o077 == 0
