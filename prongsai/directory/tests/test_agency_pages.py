"""The pages of agencies: the list, one more, and an import that is shown before it happens."""

import io
import os
import time
import zipfile

import pytest
import xlsxwriter
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prongsai.directory.models import Agency, User
from prongsai.foundation.models import AuditEntry
from prongsai.foundation.services.uploads import LARGEST_MIB

pytestmark = pytest.mark.django_db
IMPORT, CHECK, FAULTS = (f"/desk/import/agencies/{step}" for step in ("", "check/", "faults.csv"))
GOOD = "agency,name_th,colour\ndip,กรมใหม่,x\nnew,หน่วยงานใหม่,x\na/b,ผิด,x\n"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path / "home"
    return tmp_path / "home"


@pytest.fixture
def centre(person, client, department):
    """A browser in which a central administrator is logged in."""

    def logged_in(email="central@x.go.th"):
        user = User.objects.get(email=person("central", email=email))
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        browser = Client()
        browser.force_login(user)
        return browser

    return logged_in


def sent(browser, content, name="agencies.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return browser.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def confirmed(browser, page):
    digest = page.partition('name="sha256" value="')[2].partition('"')[0]
    return browser.post(CHECK, {"sha256": digest}, follow=True)


def test_a_file_is_shown_before_it_is_imported(centre):
    browser = centre()
    assert sent(browser, GOOD)["location"] == CHECK
    page = browser.get(CHECK).text
    for word in ("กรมทดสอบ", "กรมใหม่", "new", "a/b", "colour", "agencies.csv"):
        assert word in page, word
    assert Agency.objects.get().name_th == "กรมทดสอบ"
    faults = b"".join(browser.get(FAULTS)).decode("utf-8-sig").splitlines()
    assert faults[1].startswith("4,a/b,")
    done = confirmed(browser, page)
    assert "ใหม่ 1 เปลี่ยน 1" in done.text
    assert set(Agency.objects.values_list("code", flat=True)) == {"dip", "new"}
    assert AuditEntry.objects.filter(action="agencies.imported").count() == 1


def test_the_file_is_gone_after_it_is_imported(centre, home):
    browser = centre()
    sent(browser, GOOD)
    confirmed(browser, browser.get(CHECK).text)
    assert not [path for path in (home / "uploads").rglob("*") if path.is_file()]
    for address in (CHECK, FAULTS):
        assert browser.get(address)["location"] == IMPORT
    assert "ไม่มีไฟล์ที่ส่งมานี้แล้ว" in browser.get(CHECK, follow=True).text


def test_what_is_imported_is_what_was_shown(centre):
    browser = centre()
    sent(browser, GOOD)
    page = browser.get(CHECK).text
    sent(browser, "agency\nanother\n")
    assert confirmed(browser, page).redirect_chain == [(IMPORT, 302)]
    assert Agency.objects.count() == 1


def test_nobody_meets_the_file_of_another(centre):
    sent(centre(), GOOD)
    assert centre("second@x.go.th").get(CHECK)["location"] == IMPORT


def test_a_file_waits_for_a_day(centre, home):
    browser = centre()
    sent(browser, GOOD)
    (folder,) = (home / "uploads").glob("*/*")
    assert folder.stat().st_mode & 0o777 == 0o700
    long_ago = time.time() - 25 * 60 * 60
    os.utime(folder, (long_ago, long_ago))
    assert browser.get(CHECK).status_code == 302
    sent(centre("second@x.go.th"), GOOD)
    assert not folder.exists()


def a_bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * (200 << 20))
    return packed.getvalue()


def a_far_cell():
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "agency")
        sheet.write(1_000_000, 16_000, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code", "status"),
    [
        ("bomb.xlsx", a_bomb, "FILE-006", 422),
        ("far.xlsx", a_far_cell, "FILE-004", 422),
        ("x.xlsx", lambda: b"PK\x03\x04 no", "FILE-004", 422),
        ("x.csv", lambda: bytes(range(1, 256)) * 20, "FILE-003", 422),
        ("x.csv", lambda: b"\n,,\n", "FILE-002", 422),
        ("x.csv", lambda: ",".join(f"c{n}" for n in range(200)).encode(), "DIRECTORY-001", 422),
        ("x.csv", lambda: b"agency\n" + b"a\n" * 100_001, "DIRECTORY-005", 422),
        ("x.csv", lambda: b"agency\n" + b"a" * (LARGEST_MIB << 20), "FILE-010", 422),
        ("x.exe", lambda: b"MZ", "FILE-005", 422),
        ("../../x", lambda: b"a", "FILE-005", 422),
    ],
)
def test_what_cannot_be_read_is_said_on_the_same_page_and_not_kept(
    centre, home, name, content, code, status
):
    answer = sent(centre(), content(), name)
    assert answer.status_code == status
    assert f"[{code}]" in answer.text
    assert str(home) not in answer.text
    assert not [path for path in home.rglob("*") if path.is_file() and path.name != "audit-head"]


def test_letters_that_nobody_sees_are_left_out(centre):
    browser = centre()
    sent(browser, "agency,name_th\nne\0w,ชื่อ\0ใหม่\u202e\n")
    confirmed(browser, browser.get(CHECK).text)
    assert Agency.objects.get(code="new").name_th == "ชื่อใหม่"


def test_formulas_stay_text_and_come_back(centre):
    browser = centre()
    sent(browser, 'agency,name_th\n=1+1,"=HYPERLINK(""http://x"")"\n')
    confirmed(browser, browser.get(CHECK).text)
    out = browser.get("/desk/export/agencies.csv").content.decode("utf-8-sig")
    assert "'=1+1,\"'=HYPERLINK" in out
    sent(browser, out)
    assert "ไม่มีข้อมูลให้นำเข้า" in browser.get(CHECK).text
    for form in ("xlsx", "csv"):
        answer = browser.get(f"/desk/export/agencies.{form}")
        assert f'filename="agencies.{form}"' in answer["content-disposition"]
    assert browser.get("/desk/export/agencies.pdf").status_code == 404


def test_a_place_that_is_too_long_is_a_fault_and_no_failure(centre):
    browser = centre()
    sent(browser, f"agency,ministry,province\na,{'ก' * 201},\nb,,{'ก' * 101}\n")
    page = browser.get(CHECK).text
    assert page.count("ยาวเกิน 200") == 2


def test_an_agency_is_added_and_changed_on_the_page(centre):
    browser = centre()
    data = {"code": "new", "name_th": "หน่วยงานใหม่", "ministry": "กระทรวง"}
    assert browser.post("/desk/agencies/", data)["location"] == "/desk/agencies/new/"
    assert browser.post("/desk/agencies/", {**data, "code": "a/b"}).status_code == 422
    assert browser.post("/desk/agencies/", {"code": "x"}).status_code == 422
    assert "หน่วยงานใหม่" in browser.get("/desk/agencies/?search=ใหม่").text
    change = {"do": "agency", "agency-code": "dip", "agency-name_th": "ชื่ออื่น"}
    browser.post("/desk/agencies/new/", change)
    new = Agency.objects.get(code="new")
    assert (new.name_th, new.ministry, new.searched) == ("ชื่ออื่น", "", "new\nชื่ออื่น\n")
    assert Agency.objects.get(code="dip").name_th == "กรมทดสอบ"
    assert "ยังไม่มีส่วนงาน" in browser.get("/desk/agencies/new/").text
