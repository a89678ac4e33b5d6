"""Pages of those who judge, object and decide, with something on them: they bar nobody."""

import pytest
from barriers import pages_that_bar
from logged_in import log_in, told_by

#: O1 fails with both judges and is objected to, on O2 they differ, O3 waits for them; a third one
#: decides and settles. Prints the session of each person, and the number of a copy.
JUDGED = """
from datetime import UTC, datetime
from django.core.files.base import ContentFile
from prongsai.assessments.models import Participation
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR
from prongsai.evidence.adapters.archives import Archive
from prongsai.evidence.adapters.fetching import Fetched, Hop
from prongsai.evidence.models import Page
from prongsai.evidence.rules.link_lines import NamedLink
from prongsai.evidence.rules.states import CaptureOutcome, CaptureReason, Stage
from prongsai.evidence.services.chain import Look, add_captures
from prongsai.evidence.services.disclosing import (
    approve_disclosure, disclosure_of, edit_and_submit)
from prongsai.evidence.services.objecting import raise_objection
from prongsai.evidence.services.replacing import replace_evaluator
from prongsai.evidence.services.reviewing import allot_evaluators, record_verdict

now = datetime.now(UTC)
by = {"by": OPERATOR, "now": now}
names = {"คุณก้อง": "one", "คุณขวัญ": "two", "คุณคำ": "three", "คุณงาม": "four"}
judges = {
    person(name, Role.EVALUATOR, f"{word}@judging.example").pk: word
    for name, word in names.items()
}
central = person("กลาง", Role.CENTRAL, "central@judging.example")
officer = person("เจ้าหน้าที่", Role.COORDINATOR, "officer@judging.example")
executive = person("ผู้บริหาร", Role.EXECUTIVE, "executive@judging.example")
mine = Participation.objects.get(agency__code="dip")

def shown(address, text):
    page = Page.objects.get(address=address)
    hop = Hop(address, now, "203.0.113.5", 200, "OK", (("Content-Type", "text/html"),))
    body = f"<title>แผน</title><p>{text}</p>".encode()
    fetched = Fetched((hop,), body, is_cut=False, seconds=0.1)
    look = Look(page.pk, address, CaptureReason.SUBMITTED, now, CaptureOutcome.SHOWN, 0.1,
                fetched=fetched, media_type="text/html", text=text)
    with Archive(settings.PRONGSAI_HOME / "captures") as archive:
        add_captures([look], archive)

found = {}
for item in ("O1", "O2", "O3"):
    address = f"https://www.dip.example/{item}"
    found[item] = disclosure_of(mine, item)
    words = {"explanation": "อยู่หน้าแรก ข้อ 3", "exemption": "", "links": [NamedLink(address, "แผน")]}
    edit_and_submit(found[item], **words, by=actor_of(officer), now=now)
    approve_disclosure(found[item], by=actor_of(executive), now=now)
    shown(address, f"แผนปฏิบัติราชการ ปี 2565 {item}")
for stage, options in ((Stage.FIRST, {"O1": "fail", "O2": "pass"}),
                       (Stage.SECOND, {"O1": "fail", "O2": "fail"})):
    lot = allot_evaluators(mine.round, stage, seed="7", **by)
    drawn = actor_of(User.objects.get(pk=lot[mine.pk]))
    print(stage.value, session_of(User.objects.get(pk=drawn.user)))
    judges.pop(drawn.user)
    for item, option in options.items():
        told = {"option": option, "reason": "other_year", "words": "พบข้อมูลปี 2565"}
        record_verdict(found[item], **told, by=drawn, now=now)
file = ContentFile("ไตรมาส,บาท".encode(), "คำสั่ง.csv")
raise_objection(found["O1"], words="ข้อมูลยังใช้อยู่", links=[NamedLink("https://www.dip.example/new")],
                files=[file], by=actor_of(executive), now=now)
other = User.objects.get(pk=next(iter(judges)))
print("other", session_of(other))
dop = Participation.objects.get(agency__code="dop")
replace_evaluator(dop, Stage.FIRST, reason="มีส่วนได้เสีย", seed="7", **by)
print("central", session_of(central))
print("coordinator", session_of(officer))
print("executive", session_of(executive))
from prongsai.evidence.models import Capture
print("copy", Capture.objects.order_by("number").first().number)
"""
ROUND = "/desk/rounds/th-ita/2566/"
OWN = f"{ROUND}agencies/dip/"
PAGES = {
    "first": [
        *("/desk/reviews/", "/desk/reviews/th-ita/2566/dip/O3/", "/desk/objections/"),
        *("/desk/reviews/th-ita/2566/dip/O1/", "/desk/captures/{copy}/"),
    ],
    "other": [
        *("/desk/reviews/", "/desk/objections/", "/desk/objections/th-ita/2566/dip/O1/"),
        f"{ROUND}reviews/dip/O2/",
    ],
    "central": [
        *("/desk/reviews/", f"{ROUND}reviews/", f"{ROUND}reviews/statistics/"),
        *(f"{ROUND}evaluators/dip/first/", f"{OWN}disclosures/O1/correction/"),
    ],
    "executive": [f"{OWN}disclosures/O2/objection/", f"{OWN}disclosures/O1/objection/"],
    "coordinator": [f"{OWN}verdicts/", f"{OWN}disclosures/", f"{OWN}disclosures/O5/"],
}


@pytest.fixture(scope="module")
def judged(collecting_site):
    return told_by(collecting_site, JUDGED)


@pytest.mark.parametrize(("width", "prefix"), [(1280, "/en"), (390, "")])
@pytest.mark.parametrize("who", PAGES)
def test_pages_of_judging_and_objecting_bar_nobody(
    window, collecting_site, judged, who, width, prefix
):
    page = window(width=width)
    log_in(page, collecting_site, judged[who])
    paths = [path.format_map(judged) for path in PAGES[who]]
    assert not pages_that_bar(page, prefix, paths)


def test_what_was_prepared_is_on_the_pages(window, collecting_site, judged):
    page = window(width=1280)
    for who, path, words in (
        ("first", "/desk/reviews/th-ita/2566/dip/O3/", "แผนปฏิบัติราชการ ปี 2565 O3"),
        ("other", "/desk/objections/th-ita/2566/dip/O1/", "คำสั่ง.csv"),
        ("other", f"{ROUND}reviews/dip/O2/", "พบข้อมูลปี 2565"),
        ("central", f"{ROUND}reviews/", "มีส่วนได้เสีย"),
        ("coordinator", f"{OWN}verdicts/", "พบข้อมูลปี 2565"),
    ):
        log_in(page, collecting_site, judged[who])
        page.goto(path)
        assert words in page.locator("main").inner_text(), path
