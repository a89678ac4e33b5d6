"""XLSX: a sheet for every table, with real numbers; charts as charts; no cell is a formula."""

import io
import re
from datetime import datetime, time
from typing import Any

import xlsxwriter

from prongsai.foundation.adapters.writing import harmless
from prongsai.methodology.exact import HUNDREDTHS, MISSING
from prongsai.methodology.wording import Text, same
from prongsai.reports.rules.blocks import (
    Align,
    Cell,
    Chart,
    ChartKind,
    Document,
    RowKind,
    Table,
    Tone,
    align_of,
)
from prongsai.reports.rules.cells import NO_DATA
from prongsai.reports.rules.heights import row_heights
from prongsai.reports.rules.sources import SOURCES, told
from prongsai.reports.rules.style import Style

ACCENT, TINT = "#0F4C81", "#E6EEF6"
_COLOURS = {
    Tone.QUIET: "#555555",
    Tone.GOOD: "#1B7F5A",
    Tone.WARN: "#8A5A12",
    Tone.BAD: "#B3261E",
}
_FILLS = {Tone.GOOD: "#DCEFE7", Tone.WARN: "#FBECCC", Tone.BAD: "#F7D5D2"}
_KIND_FILLS = {RowKind.GROUP: TINT, RowKind.SUBGROUP: "#F6F6F6", RowKind.TOTAL: TINT}
#: Letters across a sheet, to be shared among its columns.
_ACROSS = 140
_NARROWEST = 9
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
#: What a sheet's name, and a cell, can hold.
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_LINK = 31, 32_767, 2_000
_FRONT = Text("รายงาน", "Report")
_CHARTS = Text("กราฟ", "Charts")
_LABEL = Text("รายการ", "Item")
_SHEETS = Text("แผ่นงาน", "Sheet")
_CONTENT = Text("เนื้อหา", "Content")
#: Rows that a chart covers, and those between two of them.
_CHART_ROWS, _GAP = 22, 3
#: Points of a line; rows with merged cells do not grow by themselves.
_LINE, _HIGHEST = 15, 400


def xlsx_of(document: Document, style: Style) -> bytes:
    """Return the tables and charts of a document as a workbook; equal input gives equal bytes."""
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as workbook:
        workbook.set_properties(
            {
                "title": style.words(document.title)[:255],
                "subject": style.words(document.subject)[:255],
                "author": style.words(document.author)[:255],
                "created": datetime.combine(document.made_on, time()),
            }
        )
        _Book(workbook, style).write(document)
    return packed.getvalue()


class _Book:
    """A workbook on its way."""

    def __init__(self, workbook: Any, style: Style) -> None:
        self._workbook = workbook
        self._style = style
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def write(self, document: Document) -> None:
        front = self._sheet(_FRONT)
        listed = [(self._write_table(table), table.caption) for table in document.tables]
        if charts := list(document.charts):
            listed.append((self._write_charts(charts), _CHARTS))
        self._write_front(front, document, listed)

    def _sheet(self, name: Text) -> Any:
        """Add a sheet; its name is cut to what a workbook allows, and unlike all others."""
        plain = _FORBIDDEN.sub(" ", self._style.words(name))[:_LONGEST_NAME].strip() or "-"
        chosen, number = plain, 1
        while chosen.casefold() in self._names:
            number += 1
            ending = f" {number}"
            chosen = plain[: _LONGEST_NAME - len(ending)] + ending
        self._names.add(chosen.casefold())
        sheet = self._workbook.add_worksheet(chosen)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C- &P -")
        # Codes such as 10.1 are names, not numbers: no sheet need warn of them.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return sheet

    def _format(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(
                {"font_name": "Sarabun", "font_size": 11, "valign": "top", **wanted}
            )
        return self._formats[key]

    def _say(self, text: Text, *, literal: bool = False) -> str:
        words = str(harmless(self._style.words(text, literal=literal)))
        return words if len(words) <= _LONGEST_TEXT else f"{words[: _LONGEST_TEXT - 1]}…"

    def _write_front(self, sheet: Any, document: Document, listed: list[tuple[str, Text]]) -> None:
        """Say on the first sheet what this is, and which sheet holds what."""
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 90)
        title = self._format(bold=True, font_size=16, font_color=ACCENT)
        sheet.write_string(0, 0, self._say(document.title), title)
        header = self._header()
        sheet.write_string(2, 0, self._say(_SHEETS), header)
        sheet.write_string(2, 1, self._say(_CONTENT), header)
        cell = self._format(border=1, border_color="#AFAFAF", text_wrap=True)
        for row, (name, caption) in enumerate(listed, 3):
            # A link inside the workbook, with a name that this program gave.
            sheet.write_url(row, 0, f"internal:'{name}'!A1", cell, name)
            sheet.write_string(row, 1, self._say(caption), cell)

    def _header(self) -> Any:
        return self._format(
            bold=True,
            font_color="#FFFFFF",
            bg_color=ACCENT,
            align="center",
            valign="vcenter",
            text_wrap=True,
            border=1,
            border_color="#AFAFAF",
        )

    def _write_table(self, table: Table) -> str:
        sheet = self._sheet(table.name)
        total = sum(column.share for column in table.columns)
        for number, column in enumerate(table.columns):
            width = max(_NARROWEST, round(_ACROSS * column.share / total))
            sheet.set_column(number, number, width)
            sheet.write_string(1, number, self._say(column.title), self._header())
        sheet.write_string(
            0, 0, self._say(table.caption), self._format(bold=True, font_color=ACCENT)
        )
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(1)
        for row, column_number, cell in table.placed:
            look = self._look(table, table.rows[row].kind, cell, column_number)
            self._write_cell(sheet, row + 2, column_number, cell, look)
        if table.prose:
            for row, lines in enumerate(row_heights(table), 2):
                sheet.set_row(row, min(_HIGHEST, _LINE * (lines + 1)))
        if table.sources:
            quiet = self._format(font_color=_COLOURS[Tone.QUIET], font_size=9)
            words = self._say(SOURCES + told(table.sources))
            sheet.write_string(len(table.rows) + 3, 0, words, quiet)
        return str(sheet.get_name())

    def _look(self, table: Table, kind: RowKind, cell: Cell, column: int) -> Any:
        wanted: dict[str, Any] = {
            "border": 1,
            "border_color": "#AFAFAF",
            "text_wrap": True,
            "align": align_of(cell, table.columns[column]).value,
        }
        if cell.indent and wanted["align"] == Align.LEFT:
            wanted["indent"] = cell.indent
        if cell.rows > 1 and not table.prose:
            wanted["valign"] = "vcenter"
        fill = _KIND_FILLS.get(kind)
        if table.shaded and cell.value is not None:
            fill = _FILLS.get(cell.tone)
        elif cell.tone in _COLOURS:
            wanted["font_color"] = _COLOURS[cell.tone]
        if fill:
            wanted["bg_color"] = fill
        if kind is not RowKind.ROW:
            wanted["bold"] = True
        if cell.value is not None:
            wanted["num_format"] = _number_format(cell)
        return self._format(**wanted)

    def _write_cell(self, sheet: Any, row: int, column: int, cell: Cell, look: Any) -> None:
        if cell.rows > 1 or cell.columns > 1:
            last = row + cell.rows - 1, column + cell.columns - 1
            sheet.merge_range(row, column, *last, "", look)
        if cell.value is not None:
            sheet.write_number(row, column, cell.value, look)
            return
        lines = [self._say(text, literal=cell.literal) for text in cell.paragraphs]
        lines += [self._say(same(f"{link.title} {link.address}".strip())) for link in cell.links]
        words = "\n".join(lines)[:_LONGEST_TEXT]
        if len(cell.links) == 1 and len(cell.links[0].address) <= _LONGEST_LINK:
            sheet.write_url(row, column, cell.links[0].address, look, words)
        else:
            sheet.write_string(row, column, words, look)

    def _write_charts(self, charts: list[Chart]) -> str:
        """Write the numbers of every chart, and the chart beside them."""
        sheet = self._sheet(_CHARTS)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 3, 12)
        row = 0
        for chart in charts:
            self._write_numbers(sheet, row, chart)
            drawn = self._drawn(str(sheet.get_name()), row, chart)
            sheet.insert_chart(row, 5, drawn, {"description": self._style.words(chart.alt)})
            row += max(_CHART_ROWS, len(chart.labels) + 2) + _GAP
        return str(sheet.get_name())

    def _write_numbers(self, sheet: Any, row: int, chart: Chart) -> None:
        bold = self._format(bold=True, font_color=ACCENT)
        sheet.write_string(row, 0, self._say(chart.caption), bold)
        sheet.write_string(row + 1, 0, self._say(_LABEL), self._header())
        for place, series in enumerate(chart.series, 1):
            sheet.write_string(row + 1, place, self._say(series.name), self._header())
        cell = self._format(border=1, border_color="#AFAFAF")
        number = self._format(border=1, border_color="#AFAFAF", num_format="0.00")
        for down, label in enumerate(chart.labels, row + 2):
            sheet.write_string(down, 0, self._say(label), cell)
            for place, series in enumerate(chart.series, 1):
                value = series.values[down - row - 2]
                if value == MISSING:
                    sheet.write_string(down, place, self._say(NO_DATA), cell)
                else:
                    sheet.write_number(down, place, value / HUNDREDTHS, number)

    def _drawn(self, sheet: str, row: int, chart: Chart) -> Any:
        is_line = chart.kind is ChartKind.LINE
        drawn = self._workbook.add_chart({"type": "line" if is_line else "bar"})
        first, last = row + 2, row + 1 + len(chart.labels)
        for place, series in enumerate(chart.series, 1):
            colour = ACCENT if place == 1 else "#A5A5A5"
            drawn.add_series(
                {
                    "name": self._style.words(series.name),
                    "categories": [sheet, first, 0, last, 0],
                    "values": [sheet, first, place, last, place],
                    "line": {"color": colour, "width": 2.25} if is_line else {"none": True},
                    "fill": {"color": colour},
                    "marker": {"type": "circle", "size": 6, "fill": {"color": colour}},
                    "data_labels": {"value": True, "num_format": "0.00"},
                }
            )
        drawn.set_title({"name": self._style.words(chart.caption), "name_font": {"size": 11}})
        scores = {"max": 100, "num_format": "0", "major_gridlines": {"visible": True}}
        names = {"reverse": not is_line}
        drawn.set_y_axis(scores if is_line else names)
        drawn.set_x_axis(names if is_line else {**scores, "min": 0})
        drawn.set_size({"width": 720, "height": 420})
        return drawn


def _number_format(cell: Cell) -> str:
    """Return how a workbook shows a number as the page does."""
    shown = cell.text.th
    if "." not in shown:
        return "#,##0" if "," in shown else "0"
    return "+0.00;-0.00;0.00" if shown[0] in "+-" else "0.00"
