"""Files of a disclosure: what is taken, where it lies, how it is handed out, when it goes."""

import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prongsai.directory.models import Agency, Duty, User
from prongsai.directory.rules import OPERATOR
from prongsai.evidence.models import Attachment
from prongsai.evidence.rules.disclosing import NotEditable
from prongsai.evidence.services.attaching import attach_file, drop_unnamed, file_of, remove_file
from prongsai.evidence.services.disclosing import disclosure_of
from prongsai.evidence.tests.disclosed import NOON, a_round, participation_in
from prongsai.foundation.rules.files import LARGEST_MIB, FileGone, FileNotTaken

pytestmark = pytest.mark.django_db
DOING = {"by": OPERATOR, "now": NOON}
PDF = b"%PDF-1.7 a plan"


@pytest.fixture
def home(settings, tmp_path):
    settings.PRONGSAI_HOME = tmp_path
    return tmp_path


@pytest.fixture
def disclosure(home):
    a_round("2566", "dip", "dop")
    return disclosure_of(participation_in("2566", "dip"), "O1")


def sent(name, content=PDF):
    return SimpleUploadedFile(name, content)


def packed(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return file.getvalue()


def test_a_file_lies_under_the_hash_of_its_bytes_once(disclosure, home):
    first = attach_file(disclosure, sent("แผน.pdf"), **DOING)
    again = attach_file(disclosure, sent("แผน (1).pdf"), **DOING)
    place = home / "files" / first.sha256[:2] / first.sha256
    assert (first.pk, first.name, first.media_type) == (again.pk, "แผน.pdf", "application/pdf")
    assert place.read_bytes() == PDF
    assert not place.stat().st_mode & 0o111
    assert not list((home / "files" / "arriving").iterdir())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("drawing.svg", b"<svg/>"),
        ("run.exe", b"MZ"),
        ("plan.pdf", b"MZ\x90"),
        ("plan.pdf.exe", PDF),
        ("plan", PDF),
        ("plan.docx", packed("xl/workbook.xml")),
        ("plan.docx", b"PK\x03\x04 no package"),
        ("plan.xlsm", packed("xl/workbook.xml")),
        ("list.csv", b"a,b\0c"),
        ("empty.pdf", b""),
    ],
)
def test_what_is_no_document_is_not_taken_and_not_kept(disclosure, home, name, content):
    with pytest.raises(FileNotTaken):
        attach_file(disclosure, sent(name, content), **DOING)
    assert not [path for path in (home / "files").rglob("*") if path.is_file()]
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", packed("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", packed("xl/workbook.xml")),
        ("A.PNG", b"\x89PNG\r\n\x1a\n"),
        ("a.csv", "ปี,จำนวน".encode("cp874")),
    ],
)
def test_documents_are_taken_whatever_case_their_ending_has(disclosure, name, content):
    assert attach_file(disclosure, sent(name, content), **DOING).size == len(content)


def test_a_file_that_is_too_large_leaves_nothing(disclosure, home):
    class Endless:
        name = "large.pdf"

        def chunks(self):
            while True:
                yield PDF.ljust(1 << 20)

    with pytest.raises(FileNotTaken, match=str(LARGEST_MIB)):
        attach_file(disclosure, Endless(), **DOING)
    assert not [path for path in (home / "files").rglob("*") if path.is_file()]


def test_a_name_leads_nowhere(disclosure):
    taken = attach_file(disclosure, sent("x.pdf"), **DOING)
    odd = sent("y.pdf", PDF + b"2")
    odd.name = "..\\..\\etc/pass\x00wd\n.pdf"  # as Django hands no name over, but others may
    assert attach_file(disclosure, odd, **DOING).name == "passwd.pdf"
    assert taken.name == "x.pdf"


def test_a_file_is_removed_from_a_draft_alone_and_its_bytes_when_nothing_names_them(
    disclosure, home
):
    other = disclosure_of(disclosure.participation, "O2")
    attached = [attach_file(one, sent("plan.pdf"), **DOING) for one in (disclosure, other)]
    place = home / "files" / attached[0].sha256[:2] / attached[0].sha256
    week = timedelta(days=7)
    remove_file(disclosure, attached[0].pk, **DOING)
    with pytest.raises(FileGone):
        remove_file(disclosure, attached[1].pk, **DOING)
    os.utime(place, (NOON.timestamp(), NOON.timestamp()))
    assert drop_unnamed(now=NOON + week) == 0
    other.state = "submitted"
    other.save()
    with pytest.raises(NotEditable):
        remove_file(other, attached[1].pk, **DOING)
    with pytest.raises(NotEditable):
        attach_file(other, sent("late.pdf"), **DOING)
    other.files.all().delete()
    assert drop_unnamed(now=NOON) == 0
    assert drop_unnamed(now=NOON + week) == 1
    assert not place.exists()


def test_a_file_is_handed_out_to_be_saved_and_to_who_sees_the_agency(client, disclosure):
    attached = attach_file(disclosure, sent("แผน.pdf"), **DOING)
    address = f"/desk/rounds/th-ita/2566/agencies/dip/disclosures/O1/files/{attached.pk}/"
    for agency, status in (("dip", 200), ("dop", 403)):
        user = User.objects.create_user(f"{agency}@example.org")
        Duty.objects.create(user=user, role="officer", agency=Agency.objects.get(code=agency))
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code == status
        if status == 200:
            assert b"".join(answer.streaming_content) == PDF
            assert answer["Content-Disposition"].startswith("attachment;")
            assert answer["Content-Type"] == "application/pdf"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(address.replace("/O1/", "/O2/")).status_code == 403
    with pytest.raises(FileGone):
        file_of(disclosure.participation, "O2", attached.pk, reader=OPERATOR)
