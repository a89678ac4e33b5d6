"""The audit trail: chained, written once, and telling when somebody wrote in it by hand."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from prongsai.foundation.models import AuditEntry
from prongsai.foundation.services.audit import BEGINNING, audit, verify_trail

NOON = datetime(2026, 11, 23, 5, 0, 0, 123456, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Person:
    user: int | None = 7
    name: str = "สมชาย ใจดี"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """The end of the trail is noted in a folder of the test's own."""
    settings.PRONGSAI_HOME = tmp_path
    return tmp_path


@pytest.fixture
def trail(django_capture_on_commit_callbacks):
    """Four entries, committed."""
    with django_capture_on_commit_callbacks(execute=True):
        return [
            audit("round.opened", f"round:{n}", by=Person(), now=NOON, year_be=2566, why="ทดสอบ")
            for n in range(1, 5)
        ]


def by_hand(sql, *values):
    """Do what only a superuser can: write past the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE foundation_auditentry DISABLE TRIGGER never_changes")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE foundation_auditentry ENABLE TRIGGER never_changes")


def test_entries_are_chained_from_the_beginning(trail):
    assert [entry.number for entry in trail] == [1, 2, 3, 4]
    assert trail[0].previous == BEGINNING
    assert [entry.previous for entry in trail[1:]] == [entry.sha256 for entry in trail[:-1]]


def test_a_sound_trail_is_found_sound(trail):
    verified = verify_trail()
    assert (verified.entries, verified.head, verified.faults) == (4, trail[-1].sha256, ())


def test_an_empty_trail_is_sound(db):
    assert verify_trail().faults == ()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_name", "คนอื่น"),
        ("actor", 8),
        ("action", "round.closed"),
        ("subject", "round:9"),
        ("happened_at", "2026-11-23 05:00:01+00"),
        ("facts", '{"year_be": 2565, "why": "ทดสอบ"}'),
    ],
)
def test_a_changed_entry_is_noticed(trail, column, value):
    by_hand(f"UPDATE foundation_auditentry SET {column} = %s WHERE number = 2", value)
    assert ["2" in fault.en for fault in verify_trail().faults] == [True]


def test_a_changed_entry_with_its_hash_made_anew_is_noticed(trail):
    by_hand("UPDATE foundation_auditentry SET actor = 8, sha256 = %s WHERE number = 2", "a" * 64)
    assert len(verify_trail().faults) == 2


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_removed_entry_is_noticed(trail, number):
    by_hand("DELETE FROM foundation_auditentry WHERE number = %s", number)
    assert any("removed" in fault.en for fault in verify_trail().faults)


def test_the_last_entries_cut_off_are_noticed_by_what_was_noted_outside(trail):
    by_hand("DELETE FROM foundation_auditentry WHERE number > 2")
    [fault] = verify_trail().faults
    assert "entry 4" in fault.en


def test_an_inserted_entry_is_noticed(trail):
    by_hand(
        "INSERT INTO foundation_auditentry SELECT 5, happened_at, actor, actor_name, 'x', subject, "
        "facts, previous, %s FROM foundation_auditentry WHERE number = 4",
        "b" * 64,
    )
    assert verify_trail().faults


@pytest.mark.parametrize(
    "words", ["UPDATE foundation_auditentry SET actor = 1", "DELETE FROM foundation_auditentry"]
)
def test_the_database_refuses_to_change_or_remove_an_entry(trail, words):
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(words)


class Undone(Exception):
    pass


@transaction.atomic
def change_that_fails():
    audit("round.opened", "round:1", by=Person(), now=NOON)
    raise Undone


def test_an_entry_goes_with_the_change_that_it_tells_of(db):
    with pytest.raises(Undone):
        change_that_fails()
    assert not AuditEntry.objects.exists()
