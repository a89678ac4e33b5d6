"""Somebody holds everything there is, and must not learn who answered what."""

import logging
import re

import numpy as np
import pytest
from django.db import connection

from prongsai.assessments.services.rounds import close_round
from prongsai.directory.rules import OPERATOR
from prongsai.surveys.models import Code, Receipt, Response
from prongsai.surveys.queries.gates import way_in
from prongsai.surveys.queries.receipts import receipt_list, was_counted
from prongsai.surveys.rules.collecting import code_digest, new_sheet, receipt_digest, receipt_of
from prongsai.surveys.services.closing import end_collecting
from prongsai.surveys.services.gates import close_gates, make_codes
from prongsai.surveys.services.intake import record_response
from prongsai.surveys.services.mixing import InsideATransaction, shuffle_responses
from prongsai.surveys.tests.conftest import NOON
from prongsai.surveys.views import answering

#: Everything that is known of an answer. A new column must be argued for in decision 15 first.
COLUMNS = {
    "surveys_response": {
        "id": "uuid",
        "participation_id": "bigint",
        "answered_on": "date",
        "instrument": "smallint",
        "quick": "boolean",
        "answers": "bytea",
    },
    "surveys_receipt": {"digest": "uuid", "participation_id": "bigint"},
    "surveys_receiptlist": {"participation_id": "bigint", "digests": "bytea"},
    "surveys_code": {"digest": "uuid", "gate_id": "bigint"},
}
PEOPLE = 120
#: Right guesses of one in `PEOPLE` each: more than this many happen once in some million times.
LUCK = 10


@pytest.fixture(autouse=True)
def nothing_remembered():
    for kept in (answering._way_in, answering._start):
        kept.cache_clear()


@pytest.mark.django_db
@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_no_column_that_could_link(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_name = %s AND table_schema = current_schema()",
            [table],
        )
        assert dict(cursor.fetchall()) == COLUMNS[table]
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'",
            [table],
        )
        assert cursor.fetchone() == (0,), "a failing CHECK writes the row into the server's log"


@pytest.mark.django_db
def test_the_database_keeps_no_time_of_its_transactions():
    with connection.cursor() as cursor:
        cursor.execute("SHOW track_commit_timestamp")
        assert cursor.fetchone() == ("off",)


@pytest.fixture
def voters(gate, link):
    """Let people answer one after the other; tell code, receipt and answers of each."""
    dice = np.random.default_rng(1)
    voted = []
    for code in make_codes(gate, PEOPLE, by=OPERATOR, now=NOON):
        answers, sheet = dice.integers(1, 5, 51, np.uint8).tobytes(), new_sheet()
        receipt = record_response(
            way_in(gate.token), sheet=sheet, answers=answers, quick=None, day=NOON.date(), code=code
        )
        voted.append((code_digest(gate.token, code), receipt_digest(receipt), answers))
    return voted


def rows(table, columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text::bigint, ctid::text, {columns} FROM {table}")
        return sorted(
            cursor.fetchall(), key=lambda row: [int(n) for n in re.findall(r"\d+", row[1])]
        )


def file_of(table) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
        return bytes(cursor.fetchone()[0])


def linked_by_transaction(voters) -> int:
    """Count the receipts that lead to their answers by the transaction nearest to theirs."""
    responses = rows("surveys_response", "answers")
    receipts = {digest: xmin for xmin, _, digest in rows("surveys_receipt", "digest")}
    truth = {receipt: answers for _, receipt, answers in voters}
    dice = np.random.default_rng(2)
    right = 0
    for receipt, xmin in receipts.items():
        nearest = min(abs(row[0] - xmin) for row in responses)
        near = [bytes(row[2]) for row in responses if abs(row[0] - xmin) == nearest]
        right += near[dice.integers(len(near))] == truth[receipt]
    return right


def linked_by_order(voters) -> int:
    """Count the people whose place in the queue is that of their answers in the file."""
    stored = [bytes(answers) for _, _, answers in rows("surveys_response", "answers")]
    return sum(voter[2] == answers for voter, answers in zip(voters, stored, strict=True))


def linked_by_list(voters) -> int:
    """Count the receipts whose place in their file is that of their answers."""
    stored = [bytes(answers) for _, _, answers in rows("surveys_response", "answers")]
    receipts = [digest for _, _, digest in rows("surveys_receipt", "digest")]
    truth = {receipt: answers for _, receipt, answers in voters}
    return sum(truth[r] == answers for r, answers in zip(receipts, stored, strict=True))


@pytest.mark.django_db(transaction=True)
def test_after_closing_nobody_links_a_receipt_or_a_place_in_the_queue(voters, collecting):
    attacks = (linked_by_transaction, linked_by_order, linked_by_list)
    assert [attack(voters) for attack in attacks][:2] == [PEOPLE, PEOPLE], "the attacks work"
    before = set(Response.objects.values_list("id", flat=True))

    close_round(collecting, by=OPERATOR, now=NOON)
    close_gates(collecting, by=OPERATOR, now=NOON)
    assert shuffle_responses(collecting) == PEOPLE

    assert all(attack(voters) <= LUCK for attack in attacks)
    transactions = {xmin for table in COLUMNS for xmin, *_ in rows(table, "1")}
    assert len(transactions) == 1
    assert before.isdisjoint(Response.objects.values_list("id", flat=True))
    kept = sorted(bytes(a) for a in Response.objects.values_list("answers", flat=True))
    assert kept == sorted(answers for _, _, answers in voters)
    assert Receipt.objects.count() == PEOPLE


@pytest.mark.django_db(transaction=True)
def test_once_closed_receipts_are_lists_in_which_each_is_found(voters, collecting, client):
    assert end_collecting(collecting, by=OPERATOR, now=NOON) == PEOPLE
    assert not Receipt.objects.exists()
    told = receipt_list("th-ita", 2566, "dip")
    assert told.digests == tuple(sorted(receipt.hex for _, receipt, _ in voters))
    assert linked_by_order(voters) <= LUCK
    assert end_collecting(collecting, by=OPERATOR, now=NOON) == PEOPLE
    assert receipt_list("th-ita", 2566, "dip") == told
    right = receipt_of("a sheet that nobody sent")
    assert not was_counted(told.participation, right)


@pytest.mark.django_db(transaction=True)
def test_mixing_while_a_round_collects_leaves_no_used_code_in_the_file(gate, voters, collecting):
    assert any(code.bytes in file_of("surveys_code") for code, _, _ in voters)
    more = make_codes(gate, 2, by=OPERATOR, now=NOON)
    shuffle_responses(collecting)
    left = file_of("surveys_code")
    assert not any(code.bytes in left for code, _, _ in voters)
    assert all(code_digest(gate.token, code).bytes in left for code in more)
    assert linked_by_transaction(voters) <= LUCK
    assert linked_by_order(voters) <= LUCK


@pytest.mark.django_db(transaction=True)
def test_a_code_that_was_used_leaves_no_row_and_moves_no_other(gate, codes):
    before = rows("surveys_code", "digest")
    record_response(
        way_in(gate.token),
        sheet=new_sheet(),
        answers=bytes(51),
        quick=None,
        day=NOON.date(),
        code=codes[0],
    )
    after = rows("surveys_code", "digest")
    assert len(after) == len(before) - 1
    assert set(after) < set(before)


@pytest.mark.django_db
def test_mixing_inside_a_transaction_is_refused(collecting):
    with pytest.raises(InsideATransaction):
        shuffle_responses(collecting)


def test_the_name_of_a_sheet_does_not_show_in_its_receipt():
    sheet = new_sheet()
    assert receipt_of(sheet) == receipt_of(sheet) != receipt_of(new_sheet())
    assert not set(receipt_of(sheet)) - set("ABCDEFGHJKMNPRSTUVWXYZ")


@pytest.mark.django_db(transaction=True)
def test_a_fault_while_answering_logs_no_address_no_answer_no_code(
    client, gate, codes, fill, capfd, caplog
):
    sent = fill(gate, code=codes[0])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE surveys_response RENAME TO gone")
    logging.getLogger("django").addHandler(caplog.handler)
    try:
        page = client.post(f"/a/{gate.token}/", sent)
    finally:
        logging.getLogger("django").removeHandler(caplog.handler)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE gone RENAME TO surveys_response")
    assert page.status_code == 500
    logged = caplog.text + "".join(capfd.readouterr())
    assert "UndefinedTable" in logged
    for secret in (gate.token, codes[0], sent["sheet"], "p50"):
        assert secret not in logged
    assert Code.objects.count() == 3
    assert client.post(f"/a/{gate.token}/", sent).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_database_logs_a_failing_statement_without_its_values(gate, codes, caplog):
    way, answers = way_in(gate.token), bytes(range(1, 52))
    with connection.cursor() as cursor:
        cursor.execute("SHOW log_parameter_max_length_on_error")
        assert cursor.fetchone() == ("0",)
        cursor.execute("ALTER TABLE surveys_response RENAME TO gone")
        cursor.execute("SELECT pg_current_logfile(), current_setting('data_directory')")
        _, folder = cursor.fetchone()
    try:
        with pytest.raises(Exception, match="surveys_response"):
            record_response(
                way, sheet=new_sheet(), answers=answers, quick=None, day=NOON.date(), code=codes[0]
            )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE gone RENAME TO surveys_response")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_read_file(%s, true)", [f"{folder}/server.log"])
        written = cursor.fetchone()[0] or ""
    assert code_digest(gate.token, codes[0]).hex not in written.replace("-", "")
    assert answers.hex() not in written
