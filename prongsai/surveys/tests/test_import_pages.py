"""The steps of an import as a coordinator goes through them in a browser without JavaScript."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from prongsai.assessments.services.rounds import close_round
from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import OPERATOR, Role
from prongsai.foundation.services import uploads
from prongsai.surveys.models import Mapping, Response
from prongsai.surveys.tests import outside
from prongsai.surveys.tests.conftest import NOON

pytestmark = pytest.mark.django_db
PLACE = {"framework": "th-ita", "year": 2566, "agency": "dip"}
FIRST = reverse("surveys:import_answers", kwargs=PLACE)


class Fields(HTMLParser):
    """What a browser would send if the main form of a page were sent as it stands."""

    def __init__(self, page):
        super().__init__()
        self.sent, self.boxes, self.selects, self._select = {}, [], [], None
        self.feed(page[page.index("<main") : page.index("</main")])

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        name = told.get("name")
        if tag == "input" and told.get("type") == "checkbox":
            self.boxes.append(name)
        elif tag == "input" and name and told.get("type") not in {"file", "submit"}:
            self.sent[name] = told.get("value", "")
        elif tag == "select":
            self._select = name
            self.selects.append(name)
        elif tag == "option" and self._select and ("selected" in told or not self._has()):
            self.sent[self._select] = told["value"]

    def _has(self):
        return self._select in self.sent


@pytest.fixture
def coordinator(client, collecting):
    user = User.objects.create_user("coordinator@example.org", "long enough 123")
    agency = Agency.objects.get(code="dip")
    Duty.objects.create(user=user, role=Role.COORDINATOR.value, agency=agency)
    client.force_login(user)
    return client


@pytest.fixture
def send(coordinator):
    """Send a file; return the page on which its mapping is looked at."""

    def sent(rows, name="answers.csv", **more):
        file = SimpleUploadedFile(name, outside.text_of(rows).encode())
        return coordinator.post(FIRST, {"file": file, "instrument": "IIT", **more}, follow=True)

    return sent


def text(response):
    return response.content.decode()


def again(client, page, **changes):
    """Send the form of a page as it stands, but for changes."""
    return client.post(
        page.request["PATH_INFO"], {**Fields(text(page)).sent, **changes}, follow=True
    )


def kept(settings):
    return [p for p in Path(settings.PRONGSAI_HOME, "uploads").glob("*/*") if p.is_dir()]


def test_a_google_form_comes_in_by_four_pages(send, coordinator, settings):
    made = outside.made_up(people=6)
    mapping = send(outside.google(made))
    assert mapping.status_code == 200
    assert outside.PLANTED in text(mapping), "whoever sent the file sees what is in it"
    check = again(coordinator, mapping, name="แบบของกรม")
    assert check.request["PATH_INFO"].endswith("/check/")
    assert not Response.objects.exists()
    done = again(coordinator, check)
    assert done.request["PATH_INFO"] == FIRST
    assert Response.objects.count() == 6
    assert kept(settings) == []
    assert Mapping.objects.get().name == "แบบของกรม"
    assert outside.PLANTED not in text(done)


def test_a_saved_mapping_is_used_again(send, coordinator):
    made = outside.made_up(people=3)
    rows = [[part.code for part in made.asked], *([str(p) for p in who] for who in made.people)]
    first = send(rows)
    yes_no = {name: "no" for name, told in Fields(text(first)).sent.items() if told == "?"}
    assert "confirmed" in Fields(text(first)).boxes
    unconfirmed = again(coordinator, first, name="ตัวเลข", **yes_no)
    assert unconfirmed.status_code == 422
    check = again(coordinator, first, confirmed="on", name="ตัวเลข", **yes_no)
    assert check.request["PATH_INFO"].endswith("/check/")
    second = send([*rows, *rows[1:]], mapping="ตัวเลข")
    assert "confirmed" not in Fields(text(second)).boxes
    assert again(coordinator, second).request["PATH_INFO"].endswith("/check/")


def test_the_page_stays_small_and_opens_choices_on_demand(send, coordinator):
    rows = outside.lime(outside.made_up(people=3), outside.label)
    page = send(rows)
    fields = Fields(text(page))
    assert len(page.content) < 100_000
    columns = [name for name in fields.selects if name.startswith("c-")]
    assert columns == []
    boxes = [name for name in fields.boxes if name.startswith("x-")]
    assert len(boxes) == len(rows[0])
    opened = again(coordinator, page, **{boxes[4]: "on"})
    assert [n for n in Fields(text(opened)).selects if n.startswith("c-")] == [
        boxes[4].replace("x-", "c-")
    ]


def test_what_is_not_recognised_is_asked_and_told(send, coordinator):
    made = outside.made_up(people=4)
    rows = outside.google(made)
    rows[0][2] = "คำถามที่ไม่มีใครรู้จัก"
    for row, cell in zip(rows, ["ของเราเอง", *["มาก"] * 4], strict=True):
        row.insert(2, cell)
    page = send(rows)
    _own, asked = [name for name in Fields(text(page)).selects if name.startswith("c-")]
    told = again(coordinator, page, **{asked: made.asked[0].code})
    assert told.request["PATH_INFO"].endswith("/check/")
    again(coordinator, told)
    answers = sorted(list(one.answers) for one in Response.objects.all())
    assert answers == sorted(made.people)


def test_a_column_that_is_guessed_from_its_place_must_be_confirmed(send, coordinator):
    rows = outside.google(outside.made_up(people=4))
    rows[0][2] = "คำถามที่ไม่มีใครรู้จัก"
    page = send(rows)
    assert again(coordinator, page).status_code == 422
    assert again(coordinator, page, confirmed="on").request["PATH_INFO"].endswith("/check/")


def test_words_of_a_column_that_was_just_chosen_are_asked_before_the_check(send, coordinator):
    made = outside.made_up(people=4)
    rows = outside.google(made)
    rows[0][2] = "x"
    for row in rows[1:]:
        row[2] = "สิบ"
    page = send(rows)
    [box] = [n for n in Fields(text(page)).boxes if n == f"x-{outside.key_of('x')}"]
    opened = again(coordinator, page, **{box: "on"})
    chosen = again(coordinator, opened, **{box.replace("x-", "c-"): made.asked[0].code})
    assert "“สิบ”" in text(chosen)
    assert chosen.request["PATH_INFO"] == page.request["PATH_INFO"]


def test_faults_are_shown_and_taken_away(send, coordinator):
    rows = outside.google(outside.made_up(people=3))
    rows[1][3] = "ประมาณนั้น"
    check = again(coordinator, send(rows), confirmed="on")
    assert "ประมาณนั้น" in text(check)
    address = check.request["PATH_INFO"].replace("check/", "faults.csv")
    table = coordinator.get(address)
    assert table["Content-Type"].startswith("text/csv")
    assert "ประมาณนั้น" in table.content.decode("utf-8-sig")


def test_two_columns_of_one_part_are_refused_and_what_was_chosen_stays(send, coordinator):
    page = send(outside.google(outside.made_up(people=2)))
    fields = [n for n in Fields(text(page)).sent if n.startswith("c-")]
    twice = again(coordinator, page, **{fields[-1]: "I1.1"})
    assert twice.status_code == 422
    assert Fields(text(twice)).sent[fields[-1]] == "I1.1"


def test_the_same_file_is_refused_with_its_day(send, coordinator):
    rows = outside.google(outside.made_up(people=2))
    again(coordinator, again(coordinator, send(rows)))
    check = again(coordinator, send(rows))
    assert check.status_code == 409
    assert "SURVEYS" not in text(check)
    assert Response.objects.count() == 2


def test_a_file_can_be_removed_instead(send, coordinator, settings):
    page = send(outside.google(outside.made_up(people=2)))
    assert kept(settings)
    gone = again(coordinator, page, drop="1")
    assert gone.request["PATH_INFO"] == FIRST
    assert kept(settings) == []
    assert coordinator.get(page.request["PATH_INFO"]).status_code == 410


def test_nobody_else_reaches_a_file_that_was_sent(send, client, coordinator):
    page = send(outside.google(outside.made_up(people=2)))
    other = User.objects.create_user("other@example.org", "long enough 123")
    agency = Agency.objects.get(code="dip")
    Duty.objects.create(user=other, role=Role.COORDINATOR.value, agency=agency)
    client.force_login(other)
    assert client.get(page.request["PATH_INFO"]).status_code == 410


def test_a_file_goes_in_where_it_was_sent_to(send, coordinator):
    page = send(outside.google(outside.made_up(people=2)))
    user = User.objects.get(email="coordinator@example.org")
    Duty.objects.create(
        user=user, role=Role.COORDINATOR.value, agency=Agency.objects.get(code="dop")
    )
    elsewhere = page.request["PATH_INFO"].replace("/dip/", "/dop/")
    assert coordinator.get(elsewhere).status_code == 410


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("answers.pdf", b"%PDF"),
        ("answers.csv", b""),
        ("answers.xlsx", b"no workbook"),
        ("answers.csv", b"\xff\x00\xff"),
        ("../../etc/passwd.csv", b"\n\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_on_the_same_page(coordinator, settings, name, content):
    file = SimpleUploadedFile(name, content)
    page = coordinator.post(FIRST, {"file": file, "instrument": "IIT"})
    assert page.status_code == 422
    assert str(settings.PRONGSAI_HOME) not in text(page)
    assert kept(settings) == []


def test_a_file_that_is_too_large_is_not_kept(coordinator, settings, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_MIB", 0)
    file = SimpleUploadedFile("answers.csv", b"I2\n1\n")
    assert coordinator.post(FIRST, {"file": file, "instrument": "IIT"}).status_code == 422
    assert kept(settings) == []


def test_after_the_end_no_file_is_taken(coordinator, collecting, send):
    waiting = send(outside.google(outside.made_up(people=2)))
    close_round(collecting, by=OPERATOR, now=NOON)
    assert 'type="file"' not in text(coordinator.get(FIRST))
    assert send(outside.google(outside.made_up(people=2))).status_code == 422
    assert again(coordinator, waiting).status_code == 409
    assert not Response.objects.exists()


def test_hostile_fields_change_nothing(send, coordinator):
    page = send(outside.google(outside.made_up(people=2)))
    fields = Fields(text(page)).sent
    column = next(name for name in fields if name.startswith("c-"))
    word = next(name for name in fields if name.startswith("w-"))
    for changes in ({column: "@nothing"}, {column: "O1"}, {word: "9999"}, {"name": "x" * 500}):
        assert again(coordinator, page, **changes).status_code in {200, 422}
    assert not Response.objects.exists()


def test_both_languages_are_spoken(send, coordinator):
    rows = outside.google(outside.made_up(people=2))
    page = send(rows)
    thai = text(page)
    english = text(coordinator.get(f"/en{page.request['PATH_INFO']}"))
    assert "What do the columns and words mean?" in english
    assert "What do the columns and words mean?" not in thai
