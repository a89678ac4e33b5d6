"""The style of an HTML report: all of it stands in the page, the typeface too."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from prongsai import foundation

_SHEET = Path(__file__).parent / "report.css"
_FONTS = Path(foundation.__file__).parent / "static" / "foundation" / "fonts"
_WEIGHTS = (400, 700)


@cache
def style_sheet() -> str:
    """Return the content of the page's style element."""
    fonts = "".join(map(_face, _WEIGHTS))
    widths = "".join(f".w{percent} {{ width: {percent}%; }}" for percent in range(1, 101))
    return f"\n{fonts}{_SHEET.read_text(encoding='utf-8')}{widths}\n"


@cache
def style_source() -> str:
    """Return what a content policy must allow for it: its hash."""
    return f"'sha256-{b64encode(sha256(style_sheet().encode()).digest()).decode()}'"


def _face(weight: int) -> str:
    font = b64encode((_FONTS / f"sarabun-{weight}.woff2").read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{font}") format("woff2")'
    return f"@font-face {{ font-family: Sarabun; font-weight: {weight}; src: {source}; }}\n"
