import logging
import re
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection

from prongsai.directory.rules import OPERATOR
from prongsai.foundation.models import AuditEntry
from prongsai.reports.rules.handouts import AlreadyMailed, MailNotSetUp, MailUnreachable
from prongsai.reports.services.mailing import mail_codes
from prongsai.reports.tests.conftest import NOON, page_of
from prongsai.surveys.models import Code
from prongsai.surveys.rules.collecting import GateWithoutCodes, code_digest

SITE = "https://ita.example.go.th"
ONCE = "a-list-that-is-sent-once"
PEOPLE = [f"person{number}@mail.example" for number in range(30)]
_LINK = re.compile(r"(https?://\S+/a/(\w+)/)#code=([A-Z]{10})\b")


class PickyBackend(locmem.EmailBackend):
    """Sends like the one in memory, save what a mail server would not take."""

    opened = 0

    def open(self):
        type(self).opened += 1

    def send_messages(self, messages):
        [letter] = messages
        [to] = letter.to
        if to.startswith("refused"):
            raise SMTPRecipientsRefused({to: (550, b"no such person")})
        if to.startswith("greylisted"):
            raise SMTPDataError(451, f"{to} later".encode())
        if to.startswith("hung-up") and not getattr(letter, "is_second", False):
            letter.is_second = True
            raise SMTPServerDisconnected("enough over this line")
        return super().send_messages(messages)


class SilentBackend(locmem.EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError


@pytest.fixture
def picky(settings):
    PickyBackend.opened = 0
    settings.EMAIL_BACKEND = f"{__name__}.PickyBackend"


@pytest.fixture
def sent(way):
    """Send codes to addresses and return what was told of each letter."""

    def everything(addresses, once=ONCE, gate=way):
        return list(mail_codes(gate, addresses, once=once, site=SITE, by=OPERATOR, now=NOON))

    return everything


def codes_in_letters():
    return [_LINK.search(letter.body)[3] for letter in mail.outbox]


def test_everybody_gets_one_letter_with_a_code_of_their_own(way, sent):
    told = sent(PEOPLE)
    assert [one.number for one in told] == list(range(1, 31))
    assert all(one.arrived for one in told)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(PEOPLE)
    assert all(len(letter.recipients()) == 1 for letter in mail.outbox)
    codes = codes_in_letters()
    assert {code_digest(way.token, code) for code in codes} == set(
        Code.objects.values_list("digest", flat=True)
    )


def test_a_letter_says_all_in_thai_and_in_english(way, sent):
    sent(PEOPLE[:1])
    [letter] = mail.outbox
    assert letter.subject.startswith("ขอความเห็นของท่านเกี่ยวกับกรมส่งเสริมอุตสาหกรรม | Your view of")
    address, token, code = _LINK.search(letter.body).groups()
    assert (address, token) == (f"{SITE}/a/{way.token}/", way.token)
    assert letter.body.count(f"{code[:4]}-{code[4:8]}-{code[8:]}") == 2
    assert "31 ธันวาคม 2569" in letter.body
    assert "Open until 31 December 2569" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_order_is_drawn_by_lot(sent):
    assert [one.address for one in sent(PEOPLE)] != PEOPLE


def everything_in_the_database():
    """Return every value of every table, as words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        names = [name for (name,) in cursor.fetchall()]
        words = []
        for name in names:
            cursor.execute(f'SELECT t::text FROM "{name}" t')
            words += [row for (row,) in cursor.fetchall()]
    return "\n".join(words)


def test_neither_the_database_nor_a_log_has_an_address_or_a_code_afterwards(
    coordinator, way, picky, caplog, settings
):
    caplog.set_level(logging.DEBUG)
    people = [*PEOPLE, "refused@mail.example", "greylisted@mail.example"]
    answer = coordinator.post(
        page_of("mail_codes", way), {"addresses": "\n".join(people), "once": ONCE}
    )
    assert "32 / 32" in answer.getvalue().decode()
    kept = everything_in_the_database() + caplog.text
    assert way.token in kept  # the scan sees what there is
    assert "mail.example" not in kept
    assert not [code for code in codes_in_letters() if code in kept]
    files = [path for path in settings.PRONGSAI_HOME.rglob("*") if path.is_file()]
    assert not [path for path in files if b"mail.example" in path.read_bytes()]


def test_the_trail_tells_how_many_and_no_more(way, sent, picky):
    sent([*PEOPLE, "refused@mail.example"])
    entry = AuditEntry.objects.get(action="gate.codes_mailed")
    assert (entry.subject, entry.facts) == (f"gate:{way.pk}", {"sent": 30, "failed": 1})


def test_codes_of_letters_that_nobody_took_are_forgotten(sent, picky):
    told = sent(["refused@mail.example", "greylisted@mail.example", *PEOPLE[:3]])
    assert sorted(one.address for one in told if not one.arrived) == [
        "greylisted@mail.example",
        "refused@mail.example",
    ]
    assert Code.objects.count() == 3


def test_a_line_that_is_hung_up_is_opened_again(sent, picky):
    assert all(one.arrived for one in sent(["hung-up@mail.example", *PEOPLE[:2]]))
    assert PickyBackend.opened == 2
    assert len(mail.outbox) == 3


def test_a_mail_server_that_takes_nothing_is_not_asked_for_ever(sent, picky):
    told = sent([f"greylisted{number}@mail.example" for number in range(40)])
    assert not any(one.arrived for one in told)
    assert not Code.objects.exists()


def test_who_stops_reading_does_not_stop_the_letters(way, picky):
    people = [*PEOPLE, "refused@mail.example"]
    letters = mail_codes(way, people, once=ONCE, site=SITE, by=OPERATOR, now=NOON)
    next(letters)
    letters.close()
    assert len(mail.outbox) == Code.objects.count() == 30
    assert AuditEntry.objects.filter(action="gate.codes_mailed").exists()


def test_a_list_is_not_sent_twice(sent):
    sent(PEOPLE[:2])
    with pytest.raises(AlreadyMailed):
        sent(PEOPLE[:2])
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("name", ["console", "dummy", "filebased"])
def test_letters_that_would_be_kept_here_are_not_written(coordinator, way, sent, settings, name):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{name}.EmailBackend"
    with pytest.raises(MailNotSetUp):
        sent(PEOPLE)
    page = coordinator.get(page_of("mail_codes", way)).content.decode()
    assert "EMAIL_URL" in page
    assert "<textarea" not in page
    given = {"addresses": PEOPLE[0], "once": ONCE}
    assert coordinator.post(page_of("mail_codes", way), given).status_code == 409
    assert not Code.objects.exists()


def test_a_mail_server_that_does_not_answer_costs_no_code(sent, settings):
    settings.EMAIL_BACKEND = f"{__name__}.SilentBackend"
    with pytest.raises(MailUnreachable):
        sent(PEOPLE)
    assert not Code.objects.exists()


def test_an_open_link_has_no_codes_to_send(coordinator, sent, link):
    with pytest.raises(GateWithoutCodes):
        sent(PEOPLE, gate=link)
    assert "<textarea" not in coordinator.get(page_of("mail_codes", link)).content.decode()


@pytest.fixture
def send(coordinator, way):
    """Send a form as the coordinator would."""

    def sent(addresses, **headers):
        given = {"addresses": addresses, "once": ONCE}
        return coordinator.post(page_of("mail_codes", way), given, headers=headers)

    return sent


def test_the_page_grows_by_a_line_for_each_letter_and_is_not_packed(send, picky):
    answer = send("one@mail.example\nrefused@mail.example\n", accept_encoding="gzip")
    pieces = [piece.decode() for piece in answer]
    assert len(pieces) == 4
    assert "<ul>" in pieces[0]
    assert "1 / 2" in pieces[1]
    assert "2 / 2" in pieces[2]
    assert "refused@mail.example" in pieces[3]
    assert pieces[3].rstrip().endswith("</html>")
    assert "no-store" in answer["Cache-Control"]


def test_lists_are_read_as_people_write_them(send):
    told = "Somchai <One@mail.example>; two@mail.example,\r\n\r\n one@MAIL.example \n"
    assert b"2 / 2" in send(told).getvalue()
    assert sorted(letter.to[0].lower() for letter in mail.outbox) == [
        "one@mail.example",
        "two@mail.example",
    ]


@pytest.mark.parametrize("addresses", ["", "สมชาย", "a@b\nc@mail.example", "x@mail.example y"])
def test_what_is_no_address_is_told_and_what_was_typed_stays(send, addresses):
    answer = send(addresses)
    assert answer.status_code == 422
    assert (addresses.splitlines()[0] if addresses else "<textarea") in answer.content.decode()
    assert not mail.outbox


def test_a_list_that_is_too_long_is_refused(send):
    answer = send("\n".join(f"p{number}@mail.example" for number in range(1001)))
    assert answer.status_code == 422
    assert "1001" in answer.content.decode()


def test_pressing_the_button_twice_sends_once(send):
    send(PEOPLE[0]).getvalue()
    answer = send(PEOPLE[0])
    assert answer.status_code == 422
    assert "สั่งส่งไปแล้ว" in answer.content.decode()
    assert len(mail.outbox) == 1
