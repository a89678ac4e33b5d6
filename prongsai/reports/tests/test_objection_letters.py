"""Letters to an agency about verdicts and objections: what they tell, as PDF and as DOCX."""

import io

import docx
import pypdf
import pytest
from django.urls import reverse

from prongsai.directory.models import User
from prongsai.directory.queries import actor_of
from prongsai.directory.rules import OPERATOR, NotAllowed, Role
from prongsai.evidence.rules.review import VerdictsNotTold
from prongsai.evidence.rules.states import Stage
from prongsai.evidence.services.objecting import decide_objection, raise_objection
from prongsai.evidence.services.reviewing import allot_evaluators, record_verdict
from prongsai.evidence.tests.disclosed import NOON, a_round, approved, member, participation_in
from prongsai.reports.rules.objection_letters import LetterUnknown, NothingToWrite
from prongsai.reports.services.objection_letters import make_letter
from prongsai.reports.tests.conftest import composed

pytestmark = pytest.mark.django_db
DOING = {"by": OPERATOR, "now": NOON}


@pytest.fixture
def mine(settings, tmp_path, db):
    settings.PRONGSAI_HOME = tmp_path
    settings.DATA_PUBLISHER = "สำนักงาน ป.ป.ช. | Office of the NACC"
    a_round("2566", "dip", "dop")
    found = participation_in("2566", "dip")
    found.agency.name_th = "กรมส่งเสริมอุตสาหกรรม"
    found.agency.save()
    return found


@pytest.fixture
def judged(mine):
    """Two items fail, one passes; gives the disclosures and two evaluators, the judge first."""
    people = [member(f"evaluator{number}", Role.EVALUATOR) for number in (1, 2)]
    drawn = allot_evaluators(mine.round, Stage.FIRST, seed="7", **DOING)[mine.pk]
    people.sort(key=lambda one: one.actor.user != drawn)
    found = {}
    for item, option in {"O1": "fail", "O2": "fail", "O3": "pass"}.items():
        found[item] = approved(mine, item)
        told = {"option": option, "reason": "other_year", "words": "พบข้อมูลปี 2564"}
        record_verdict(found[item], **told, by=people[0].actor, now=NOON)
    return found, people


@pytest.fixture
def objected(judged):
    found, people = judged
    executive = actor_of(User.objects.get(email="stands.for.dip@example.org"))
    for item in ("O1", "O2"):
        raise_objection(found[item], words="ยังใช้อยู่ตามคำสั่งที่ 5", by=executive, now=NOON)
    return found, people


def words_of_pdf(made):
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return " ".join(composed(" ".join(page.extract_text() for page in pages)).split())


def words_of_docx(made):
    word = docx.Document(io.BytesIO(made))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


@pytest.mark.parametrize(("form", "read"), [("pdf", words_of_pdf), ("docx", words_of_docx)])
def test_the_notice_lists_every_verdict_with_its_reason(judged, mine, form, read):
    made = make_letter(mine, "notice", form, **DOING)
    said = read(made)
    for words in ("เรื่อง", "เรียน", "สิ่งที่ส่งมาด้วย", "ขอแสดงความนับถือ", "สำนักงาน ป.ป.ช."):
        assert words in said
    for words in ("๒๓ พฤศจิกายน ๒๕๖๙", "จำนวน ๓ รายการ", "ผ่านโดยสมบูรณ์ ๑ รายการ", "พบข้อมูลปี ๒๕๖๔"):
        assert words in said
    assert "O1" in said
    assert "อ้างถึง" not in said
    assert make_letter(mine, "notice", form, **DOING) == made


@pytest.mark.parametrize(("form", "read"), [("pdf", words_of_pdf), ("docx", words_of_docx)])
def test_objections_are_acknowledged_and_decisions_told_with_their_reasons(
    objected, mine, form, read
):
    acknowledged = read(make_letter(mine, "acknowledgement", form, **DOING))
    assert "ยังใช้อยู่ตามคำสั่งที่ ๕" in acknowledged
    assert "จำนวน ๒ รายการ" in acknowledged
    assert "อ้างถึง" in acknowledged
    with pytest.raises(NothingToWrite):
        make_letter(mine, "decision", form, **DOING)
    found, people = objected
    told = {"option": "pass", "words": "ตรวจคำสั่งแล้ว"}
    decide_objection(found["O1"].objection, **told, by=people[1].actor, now=NOON)
    decided = read(make_letter(mine, "decision", form, **DOING))
    for words in ("เปลี่ยนผลตรวจ ๑ รายการ", "อีก ๑ รายการอยู่ระหว่างการวินิจฉัย", "ตรวจคำสั่งแล้ว"):
        assert words in decided
    # The notice tells what was decided at first, whatever came of it.
    assert "ผ่านโดยสมบูรณ์ ๑ รายการ" in read(make_letter(mine, "notice", form, **DOING))


def test_who_may_not_know_gets_no_letter(judged, mine):
    with pytest.raises(NotAllowed):
        make_letter(mine, "notice", "pdf", by=member("s", Role.OFFICER, "dop").actor, now=NOON)
    with pytest.raises(NothingToWrite):
        make_letter(participation_in("2566", "dop"), "notice", "pdf", **DOING)
    for kind, form in (("notice", "exe"), ("praise", "pdf")):
        with pytest.raises(LetterUnknown):
            make_letter(mine, kind, form, **DOING)
    with pytest.raises(VerdictsNotTold):
        make_letter(mine, "notice", "pdf", by=judged[1][1].actor, now=NOON)


def test_the_page_of_the_agency_has_the_letters(objected, mine):
    coordinator = member("coordinator", Role.COORDINATOR, "dip")
    where = {"framework": "th-ita", "year": 2566, "agency": "dip"}
    page = coordinator.browser.get(reverse("evidence:verdicts", kwargs=where)).content.decode()
    letter = reverse(
        "reports:objection_letter", kwargs=where | {"kind": "acknowledgement", "form": "docx"}
    )
    assert letter in page
    assert "decision.pdf" not in page
    answer = coordinator.browser.get(letter)
    assert answer["Content-Disposition"] == 'attachment; filename="dip-2566-acknowledgement.docx"'
    assert answer.content.startswith(b"PK")


def test_programs_get_the_same_letters(objected, mine):
    letters = "/api/v1/rounds/th-ita/2566/agencies/dip/letters"
    program = member("coordinator", Role.COORDINATOR, "dip").program
    answer = program.get(f"{letters}/acknowledgement.docx")
    assert 'filename="dip-2566-acknowledgement.docx"' in answer["Content-Disposition"]
    assert "ยังใช้อยู่ตามคำสั่งที่ ๕" in words_of_docx(answer.content)
    assert program.get(f"{letters}/decision.pdf").json()["code"] == "REPORT-031"
    assert program.get(f"{letters}/praise.pdf").json()["code"] == "REPORT-030"
    stranger = member("stranger", Role.COORDINATOR, "dop").program
    assert stranger.get(f"{letters}/acknowledgement.docx").status_code == 403
