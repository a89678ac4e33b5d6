"""QR codes as drawings."""

import segno

#: White around the code, in modules: readers want four.
_BORDER, _SCALE = 4, 6


def qr_drawing(address: str) -> str:
    """Return the QR code of an address as SVG without style, black on whatever is behind it."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(scale=_SCALE, border=_BORDER, svgclass=None, lineclass=None)
