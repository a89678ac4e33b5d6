"""Files on a shelf: what nothing names goes, what is new or named stays."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from prongsai.foundation.adapters.stored_files import clear_shelf, keep_bytes, store_file

NOW = datetime.now(UTC)
LONG_AGO = (NOW - timedelta(days=2)).timestamp()


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    return tmp_path / "shelf"


def aged(path):
    os.utime(path, (LONG_AGO, LONG_AGO))


def files_in(shelf):
    return {path.name for path in shelf.rglob("*") if path.is_file()}


def test_what_is_old_and_unnamed_goes_and_nothing_else(shelf):
    named, unnamed, new = (keep_bytes(content, shelf="shelf") for content in (b"1", b"2", b"3"))
    for digest in (named, unnamed):
        aged(shelf / digest[:2] / digest)

    assert clear_shelf("shelf", lambda _old: {named}, now=NOW) == 1
    assert files_in(shelf) == {named, new}


def test_what_a_killed_process_left_half_written_goes_too(shelf):
    store_file("plan.txt", [b"plan"], shelf="shelf")
    half = shelf / "arriving" / "0123"
    half.write_bytes(b"half")
    aged(half)

    assert clear_shelf("shelf", lambda _old: set(), now=NOW) == 1
    assert len(files_in(shelf)) == 1


def test_a_file_that_comes_again_while_the_shelf_is_cleared_stays(shelf):
    digest = keep_bytes(b"again", shelf="shelf")
    aged(shelf / digest[:2] / digest)

    def named(_old):
        keep_bytes(b"again", shelf="shelf")
        return set()

    clear_shelf("shelf", named, now=NOW)
    assert files_in(shelf) == {digest}
