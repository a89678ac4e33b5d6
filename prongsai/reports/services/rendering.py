"""One report in one format; the library of a format is loaded when that format is asked for."""

import os
import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

from prongsai.reports.queries.material import Material
from prongsai.reports.rules.blocks import Document
from prongsai.reports.rules.editing import spoken
from prongsai.reports.rules.kinds import ReportKind
from prongsai.reports.rules.photos import Photos, no_photos
from prongsai.reports.rules.refusals import FormatUnknown
from prongsai.reports.rules.style import Style
from prongsai.reports.services.making import Order, report_document
from prongsai.results.queries.histories import AgencyHistory

#: The operator's folder of fonts.
FONTS = "PRONGSAI_FONTS"
_ADAPTERS = "prongsai.reports.adapters"
#: Letters of a file's name that come from an agency's code.
_LONGEST = 80
_UNUSUAL = re.compile(r"[^\w.-]+")


def render_report(
    history: AgencyHistory | None,
    year_be: int,
    form: str,
    *,
    style: Style,
    on: date,
    kind: ReportKind = ReportKind.ANALYSIS,
    material: Material | None = None,
    unit: str = "",
) -> bytes:
    """Return a report of an agency in one format, as it is generated.

    In:  form: "pdf", "docx", "xlsx" or "html"; on: the day that the data are as of
         year_be: that of the result, for reports about a plan that of the plan
    Out: the file; equal input gives equal bytes

    Raises:
        FormatUnknown, YearNotThere: there is no such format, or no such year.
        PlanNeeded, SnapshotNeeded, UnitNeeded, UnitWithoutMeasures: the kind needs more.
        FontsMissing: the operator's folder of fonts lacks one.
    """
    require_format(form)
    order = Order(history, year_be, kind, material, unit)
    return set_document(report_document(order, on), form, style=style)


def set_document(
    document: Document, form: str, *, style: Style, photos: Photos = no_photos
) -> bytes:
    """Return a document in one format: as it was generated, or with the edits of a person.

    Raises:
        FormatUnknown, FontsMissing
    """
    make = _MAKERS[require_format(form)]
    return make(spoken(document, style.language), style, photos)


def require_format(form: str) -> str:
    """Return a format that there is.

    Raises:
        FormatUnknown: there is none of this name.
    """
    if form not in _MAKERS:
        raise FormatUnknown(wanted=form, formats=", ".join(_MAKERS))
    return form


def fonts_folder(named: Path | None = None) -> Path | None:
    """Return the folder of fonts that a call names, else that of the operator, else none."""
    if named is not None:
        return named
    told = os.environ.get(FONTS)
    return Path(told) if told else None


def file_name(history: AgencyHistory, year_be: int, form: str, style: Style) -> str:
    """Name an analysis report: "dip-YEAR-analysis.th.pdf"."""
    return document_name(Order(history, year_be), form, style)


def document_name(order: Order, form: str, style: Style) -> str:
    """Name the file of an order."""
    agency = order.material.agency if order.material else None
    code = agency.code if agency else order.history.agency.code if order.history else ""
    parts = [_plain(code), str(order.year_be), order.kind.value]
    parts += [_plain(order.unit)] if order.unit else []
    return f"{'-'.join(parts)}.{style.language}.{form}"


def _plain(code: str) -> str:
    return _UNUSUAL.sub("_", code)[:_LONGEST].strip(".") or "agency"


def style_source() -> str:
    """Return what a content policy must allow for the HTML report's own style."""
    source: str = import_module(f"{_ADAPTERS}.html_style").style_source()
    return source


def _pdf(document: Document, style: Style, photos: Photos) -> bytes:
    made: bytes = import_module(f"{_ADAPTERS}.typst_pdf").pdf_of(document, style, photos)
    return made


def _docx(document: Document, style: Style, photos: Photos) -> bytes:
    draw = import_module(f"{_ADAPTERS}.typst_pdf").picture_of
    made: bytes = import_module(f"{_ADAPTERS}.docx_file").docx_of(document, style, draw, photos)
    return made


def _xlsx(document: Document, style: Style, _photos: Photos) -> bytes:
    made: bytes = import_module(f"{_ADAPTERS}.xlsx_file").xlsx_of(document, style)
    return made


def _html(document: Document, style: Style, photos: Photos) -> bytes:
    made: bytes = import_module(f"{_ADAPTERS}.html_page").html_of(document, style, photos)
    return made


_MAKERS: dict[str, Callable[[Document, Style, Photos], bytes]] = {
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "html": _html,
}
FORMATS = tuple(_MAKERS)
