import io

import openpyxl

from prongsai.methodology.exact import HUNDREDTHS
from prongsai.reports.tests.conftest import document


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_there_is_a_sheet_for_every_table_and_one_for_the_charts(rendered, dip):
    book = opened(rendered("dip", "xlsx"))
    tables = list(document(dip).tables)
    assert book.sheetnames[1:-1] == [table.name.th for table in tables]
    assert len(book["กราฟ"]._charts) == 3


def test_numbers_are_numbers(rendered, dip):
    book = opened(rendered("dip", "xlsx"))
    for table in document(dip).tables:
        sheet = book[table.name.th]
        for row, column, cell in table.placed:
            if cell.value is not None:
                assert sheet.cell(row + 3, column + 1).value == cell.value


def test_totals_are_those_of_the_run(rendered, dip):
    sheet = opened(rendered("dip", "xlsx"))["คะแนนรวมรายปี"]
    rows = sheet.iter_rows(min_row=3, max_row=2 + len(dip.years))
    found = {row[0].value: row[1].value for row in rows}
    assert found == {year.year_be: year.result.total / HUNDREDTHS for year in dip.years}


def test_what_is_not_known_is_said_in_words(rendered):
    sheet = opened(rendered("dip", "xlsx"))["คะแนนรวมรายปี"]
    assert sheet["C3"].value == sheet["D3"].value == "ไม่มีปีก่อน"


def test_the_header_stays_in_sight(rendered):
    for sheet in opened(rendered("dip", "xlsx")).worksheets[1:-1]:
        assert sheet.freeze_panes == "A3"
