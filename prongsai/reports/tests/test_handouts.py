import io
import re
from dataclasses import replace

import pypdf
import pytest
import segno

from prongsai.config.main import main
from prongsai.directory.rules import NOBODY, OPERATOR, NotAllowed
from prongsai.foundation.models import AuditEntry
from prongsai.methodology.wording import Text
from prongsai.reports.adapters.handouts import poster_pdf, slips_pdf
from prongsai.reports.adapters.qr import qr_drawing, qr_matrix
from prongsai.reports.queries.handouts import handout_of, slips_wanted
from prongsai.reports.rules.handouts import TooManySlips
from prongsai.reports.rules.refusals import FontsMissing
from prongsai.reports.rules.style import Style
from prongsai.reports.services.handouts import make_poster, make_slips
from prongsai.reports.tests.conftest import NOON, page_of, words_in
from prongsai.reports.tests.test_pdf import text_of
from prongsai.surveys.models import Code
from prongsai.surveys.rules.collecting import code_digest, plain_code
from prongsai.surveys.services.gates import close_gate

SITE = "https://ita.example.go.th"
#: As long as a name may sensibly be, in letters with marks above and below.
LONG = Text("สำนักงานที่ตั้งอยู่ริมน้ำและผู้รู้ญาติกฎหมู่ชั้นที่หนึ่ง " * 4, "Office of the Longest Name of All " * 6)
_CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}-[A-Z]{2}\b")
_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\d+z")


def opened(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def codes_on(pdf):
    return [plain_code(code) for code in _CODE.findall(words_in(pdf))]


@pytest.fixture
def handout(way):
    return handout_of(way, site=SITE)


@pytest.fixture
def slips(way, settings):
    def made(number):
        home = settings.PRONGSAI_HOME
        return make_slips(way, number, site=SITE, home=home, by=OPERATOR, now=NOON)

    return made


def test_a_drawing_has_every_square_of_its_qr_code_and_no_other():
    words = f"{SITE}/a/abcdefghjk/#code=ABCDEFGHJK"
    drawn = {
        (int(line), int(start) + step)
        for start, line, length in _RUN.findall(qr_drawing(words))
        for step in range(int(length))
    }
    matrix = segno.make(words, error="m", micro=False, boost_error=False).matrix
    border = 4
    assert drawn == {
        (line + border, place + border)
        for line, row in enumerate(matrix)
        for place, dark in enumerate(row)
        if dark
    }
    assert qr_matrix(words) == [[bool(square) for square in row] for row in matrix]


def test_a_poster_tells_whose_survey_it_is_where_and_until_when(link):
    text = text_of(make_poster(link, site=SITE, by=OPERATOR))
    for told in (
        "กรมส่งเสริมอุตสาหกรรม",
        "Department of Industrial Promotion",
        "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)",
        f"{SITE}/a/{link.token}/",
        "ศูนย์บริการ ชั้น 1",
        "31 ธันวาคม 2569",
        "ไม่ถามชื่อ",
    ):
        assert told in text
    assert "รหัสในสลิป" not in text


def test_a_poster_of_a_way_with_codes_says_that_one_is_needed(way):
    assert "ใช้รหัสในสลิป" in words_in(make_poster(way, site=SITE, by=OPERATOR))


@pytest.mark.parametrize("answered_by", ["staff", "public"])
def test_a_poster_is_one_page_however_long_the_names_are(handout, answered_by):
    long = replace(
        handout,
        agency=LONG,
        place="ศูนย์บริการประชาชน " * 6,
        address=f"https://{'very-long-' * 6}name.example.go.th/a/abcdefghjk/",
        answered_by=answered_by,
    )
    pdf = poster_pdf(long, Style())
    assert len(opened(pdf).pages) == 1
    assert long.address in words_in(pdf)
    assert "Open until" in words_in(pdf)


def test_a_poster_is_tagged_and_its_qr_code_has_a_text(link):
    pdf = make_poster(link, site=SITE, by=OPERATOR)
    root = opened(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("th")
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert b"pdfaid:part" in root["/Metadata"].get_data()
    (told,) = alternatives(root["/StructTreeRoot"])
    assert f"{SITE}/a/{link.token}/" in told


def alternatives(node):
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [told for one in node for told in alternatives(one)]
    if not isinstance(node, dict):
        return []
    own = [node["/Alt"]] if node.get("/S") == "/Figure" else []
    return own + alternatives(node.get("/K", []))


def test_nobody_else_prints(way):
    with pytest.raises(NotAllowed):
        make_poster(way, site=SITE, by=NOBODY)
    with pytest.raises(NotAllowed):
        make_slips(way, 1, site=SITE, home=None, by=NOBODY, now=NOON)


def test_each_slip_has_a_code_that_works_and_they_are_told_nowhere_else(way, slips):
    pdf = slips(13)
    codes = codes_on(pdf)
    assert len(set(codes)) == 13
    kept = set(Code.objects.values_list("digest", flat=True))
    assert kept == {code_digest(way.token, code) for code in codes}
    assert len(opened(pdf).pages) == 2
    assert words_in(pdf).count(f"{SITE}/a/{way.token}/") == 13
    trail = str(list(AuditEntry.objects.values()))
    assert not [code for code in codes if code in trail]


def test_a_code_stands_behind_the_sharp_where_browsers_send_it_to_nobody(handout):
    assert handout.address_with("ABCDEFGHJK") == f"{handout.address}#code=ABCDEFGHJK"


def test_the_order_of_slips_tells_nothing(handout):
    """They come as they are given, which is as they were drawn; nothing numbers them."""
    codes = ["ZZZZZZZZZZ", "AAAAAAAAAA", "MMMMMMMMMM"]
    pdf = slips_pdf(handout, codes, Style())
    assert codes_on(pdf) == codes
    assert not re.search(r"(?m)^\s*\d+\s*$", words_in(pdf))


def test_slips_with_the_longest_names_still_hold_all(handout):
    address = f"https://{'very-long-' * 6}name.example.go.th/a/abcdefghjk/"
    long = replace(handout, agency=LONG, address=address)
    pdf = slips_pdf(long, ["ABCDEFGHJK"] * 20, Style())
    assert len(opened(pdf).pages) == 2
    assert words_in(pdf).count(address) == 20


def test_slips_of_an_open_link_have_no_codes(link, settings):
    home = settings.PRONGSAI_HOME
    text = words_in(make_slips(link, 3, site=SITE, home=home, by=OPERATOR, now=NOON))
    assert text.count(f"{SITE}/a/{link.token}/") == 3
    assert not _CODE.search(text)
    assert not Code.objects.exists()


@pytest.mark.parametrize("number", [0, 2001])
def test_a_number_of_slips_that_no_printer_is_asked_for_is_refused(slips, number):
    with pytest.raises(TooManySlips):
        slips(number)
    assert not Code.objects.exists()


def test_codes_that_could_not_be_printed_are_forgotten(slips, monkeypatch, tmp_path):
    monkeypatch.setenv("PRONGSAI_FONTS", str(tmp_path))
    with pytest.raises(FontsMissing):
        slips(3)
    assert not Code.objects.exists()


def test_as_many_slips_are_proposed_as_still_need_one(way, slips):
    assert slips_wanted(way) is None
    way.participation.staff = 12
    way.participation.save()
    slips(5)
    assert slips_wanted(way) == 7


def test_a_coordinator_prints_from_the_pages(coordinator, way):
    poster = coordinator.get(page_of("poster", way))
    assert poster["Content-Type"] == "application/pdf"
    assert "http://testserver/a/" in words_in(poster.content)

    assert coordinator.post(page_of("slips", way), {"number": 0}).status_code == 422
    sent = coordinator.post(page_of("slips", way), {"number": 4})
    assert "no-store" in sent["Cache-Control"]
    assert sent["Content-Disposition"].startswith('attachment; filename="dip-2566-slips-4-')
    assert len(codes_on(sent.content)) == 4


def test_the_address_is_the_thai_one_on_english_pages_too(coordinator, way):
    sent = coordinator.get(f"/en{page_of('poster', way)}")
    assert f"http://testserver/a/{way.token}/" in words_in(sent.content)


def test_unused_codes_are_made_void(coordinator, way, slips):
    slips(3)
    page = coordinator.get(page_of("void_codes", way)).content.decode()
    assert "<dd>3</dd>" in page
    answer = coordinator.post(page_of("void_codes", way), follow=True)
    assert "ยกเลิกรหัสที่ยังไม่ใช้แล้ว 3 รหัส" in answer.content.decode()
    assert not Code.objects.exists()


def test_nothing_is_handed_out_for_a_way_that_is_closed(coordinator, way):
    close_gate(way, by=OPERATOR, now=NOON)
    for name in ("poster", "slips", "mail_codes"):
        assert coordinator.get(page_of(name, way)).status_code == 409


def test_the_command_writes_both(way, tmp_path, capsys):
    poster, slips = tmp_path / "poster.pdf", tmp_path / "slips.pdf"
    named = ["2566", "dip", "--way", way.token, "--site", SITE]
    assert main(["handouts", "poster", *named, "--out", str(poster)]) == 0
    assert main(["handouts", "slips", *named, "--number", "2", "--out", str(slips)]) == 0
    assert f"{SITE}/a/{way.token}/" in words_in(poster.read_bytes())
    assert len(codes_on(slips.read_bytes())) == 2
    assert capsys.readouterr().out.split() == [str(poster), str(slips)]
    assert main(["handouts", "slips", *named, "--out", str(tmp_path)]) == 2
