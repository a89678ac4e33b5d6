"""One report in one format; the library of a format is loaded when that format is asked for."""

import os
import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

from prongsai.reports.queries.analysis import analysis_document
from prongsai.reports.rules.blocks import Document
from prongsai.reports.rules.refusals import FormatUnknown, YearNotThere
from prongsai.reports.rules.style import Style
from prongsai.results.queries.histories import AgencyHistory

#: The operator's folder of fonts.
FONTS = "PRONGSAI_FONTS"
_ADAPTERS = "prongsai.reports.adapters"
#: Letters of a file's name that come from an agency's code.
_LONGEST = 80
_UNUSUAL = re.compile(r"[^\w.-]+")


def render_report(
    history: AgencyHistory, year_be: int, form: str, *, style: Style, on: date
) -> bytes:
    """Return the analysis report of an agency in one format.

    In:  form: "pdf", "docx", "xlsx" or "html"; on: the day that the data are as of
    Out: the file; equal input gives equal bytes

    Raises:
        FormatUnknown, YearNotThere: there is no such format, or no such year.
        FontsMissing: the operator's folder of fonts lacks one.
    """
    make = _MAKERS[require_format(form)]
    return make(analysis_document(known_until(history, year_be), on), style)


def require_format(form: str) -> str:
    """Return a format that there is.

    Raises:
        FormatUnknown: there is none of this name.
    """
    if form not in _MAKERS:
        raise FormatUnknown(wanted=form, formats=", ".join(_MAKERS))
    return form


def known_until(history: AgencyHistory, year_be: int) -> AgencyHistory:
    """Return a history that ends with a year.

    Raises:
        YearNotThere: nothing is known of that year.
    """
    if history.of(year_be) is None:
        years = ", ".join(str(year.year_be) for year in history.years)
        raise YearNotThere(agency=history.agency.code, year=year_be, years=years)
    return history.until(year_be)


def fonts_folder(named: Path | None = None) -> Path | None:
    """Return the folder of fonts that a call names, else that of the operator, else none."""
    if named is not None:
        return named
    told = os.environ.get(FONTS)
    return Path(told) if told else None


def file_name(history: AgencyHistory, year_be: int, form: str, style: Style) -> str:
    """Name a report: "dip-YEAR-analysis.th.pdf"."""
    code = _UNUSUAL.sub("_", history.agency.code)[:_LONGEST].strip(".") or "agency"
    return f"{code}-{year_be}-analysis.{style.language}.{form}"


def style_source() -> str:
    """Return what a content policy must allow for the HTML report's own style."""
    source: str = import_module(f"{_ADAPTERS}.html_style").style_source()
    return source


def _pdf(document: Document, style: Style) -> bytes:
    made: bytes = import_module(f"{_ADAPTERS}.typst_pdf").pdf_of(document, style)
    return made


def _docx(document: Document, style: Style) -> bytes:
    draw = import_module(f"{_ADAPTERS}.typst_pdf").picture_of
    made: bytes = import_module(f"{_ADAPTERS}.docx_file").docx_of(document, style, draw)
    return made


def _xlsx(document: Document, style: Style) -> bytes:
    made: bytes = import_module(f"{_ADAPTERS}.xlsx_file").xlsx_of(document, style)
    return made


def _html(document: Document, style: Style) -> bytes:
    made: bytes = import_module(f"{_ADAPTERS}.html_page").html_of(document, style)
    return made


_MAKERS: dict[str, Callable[[Document, Style], bytes]] = {
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "html": _html,
}
FORMATS = tuple(_MAKERS)
