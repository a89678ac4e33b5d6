"""Posters and slips as PDF, by Typst: tagged and accessible as reports are."""

from collections.abc import Sequence
from typing import Any

from prongsai.methodology.wording import Text, same
from prongsai.reports.adapters.breaking import broken
from prongsai.reports.adapters.fonts import Family, family
from prongsai.reports.adapters.qr import qr_drawing
from prongsai.reports.adapters.tounicode import with_readable_text
from prongsai.reports.adapters.typst_pdf import STANDARDS, compiled, forget
from prongsai.reports.rules import handouts as wording
from prongsai.reports.rules.handouts import Handout
from prongsai.reports.rules.style import Style, shown
from prongsai.surveys.rules.collecting import spaced


def poster_pdf(handout: Handout, style: Style) -> bytes:
    """Return the poster of a way into a survey: one page of A4."""
    title = wording.POSTER_TITLE.filled(survey=handout.instrument, agency=handout.agency)
    picture = {
        "drawing": qr_drawing(handout.address),
        "alt": wording.QR_OF_ADDRESS % handout.address,
    }
    return _pdf("poster.typ", handout, style, title, qr=picture)


def slips_pdf(handout: Handout, codes: Sequence[str], style: Style) -> bytes:
    """Return slips to cut apart, ten on a page of A4, one for each code, in the order given.

    A code of "" makes a slip that has the address alone.
    """
    title = wording.SLIPS_TITLE.filled(survey=handout.instrument, agency=handout.agency)
    slips = [
        {"drawing": qr_drawing(handout.address_with(code)), "code": spaced(code)} for code in codes
    ]
    alt = wording.QR_WITH_CODE if any(codes) else wording.QR_OF_ADDRESS % handout.address
    return _pdf("slips.typ", handout, style, title, slips=slips, alt=alt)


def _pdf(source: str, handout: Handout, style: Style, title: Text, **more: Any) -> bytes:
    letters = family(style.fonts)
    values = {**_values(handout, letters), "title": style.words(title), **more}
    made = compiled(source, values, letters, format="pdf", pdf_standards=STANDARDS)
    forget(letters)
    return with_readable_text(made, letters)


def _values(handout: Handout, letters: Family) -> dict[str, Any]:
    """Return what both sources are told, in Thai and in English."""
    texts = {
        "agency": handout.agency,
        "call": handout.call,
        "survey": handout.name,
        "assessment": handout.assessment,
        "scan": wording.SCAN,
        "promise": wording.PROMISE,
        "takes_code": wording.TAKES_CODE if handout.takes_code else same(""),
        "once": wording.ONCE,
        "your_code": wording.YOUR_CODE,
        "place_name": wording.PLACE,
        "closing": handout.closing,
    }
    said = {
        name: {"th": broken(shown(text.th)), "en": broken(shown(text.en))}
        for name, text in texts.items()
    }
    look = {"name": letters.name, "top": letters.top, "bottom": letters.bottom}
    # TH Sarabun New draws its letters small; sizes are told for other fonts.
    return {
        **said,
        "place": broken(shown(handout.place)),
        "address": handout.address,
        "font": {**look, "scale": letters.body / _PLAIN_BODY},
    }


#: The size of text in reports, for letters of the usual size.
_PLAIN_BODY = 10.5
