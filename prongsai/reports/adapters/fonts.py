"""The fonts of a report: Sarabun, which comes along, or those in the operator's folder."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import files
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from prongsai.reports.rules.refusals import FontsMissing

_PACKAGE = "fontpkg-sarabun"
#: Marks and weights of the OpenType table OS/2.
_ITALIC = 1 << 0
_WEIGHTS = {400: "Regular", 700: "Bold"}
_STYLES = tuple(_WEIGHTS.values())


@dataclass(frozen=True)
class Family:
    """A family of fonts; `body` is the size of its text in points.

    TH Sarabun New draws its letters so small that 16 points of it are 10.5 of any other.
    """

    name: str
    folder: Path
    regular: Path
    bold: Path
    body: float
    #: Where a line begins and ends, in the size of its letters: room for two marks above.
    top: float
    bottom: float


#: The families that a folder is searched for, best first: the government's own, then Sarabun.
_KNOWN = {
    "TH Sarabun New": (16.0, 0.78, 0.24),
    "TH SarabunPSK": (16.0, 0.78, 0.24),
    "Sarabun": (10.5, 1.04, 0.30),
}


@lru_cache(maxsize=8)
def family(folder: Path | None) -> Family:
    """Return the fonts in a folder; without one, those that come along.

    Raises:
        FontsMissing: no family in it has both a regular and a bold style.
    """
    place = _shipped() if folder is None else folder
    found = _styles(place)
    for name, (body, top, bottom) in _KNOWN.items():
        if all((name, style) in found for style in _STYLES):
            regular, bold = (found[name, style] for style in _STYLES)
            return Family(name, place, regular, bold, body, top, bottom)
    raise FontsMissing(folder=place, missing=_missing(set(found)))


def _missing(found: set[tuple[str, str]]) -> str:
    """Name what would complete the family that is nearest to being complete."""
    nearest = max(_KNOWN, key=lambda name: sum((name, style) in found for style in _STYLES))
    return ", ".join(f"{nearest} {style}" for style in _STYLES if (nearest, style) not in found)


def _shipped() -> Path:
    for file in files(_PACKAGE) or ():
        if file.name == "Sarabun-Regular.ttf":
            return Path(str(file.locate())).parent
    raise FontsMissing(folder=_PACKAGE, missing="Sarabun Regular")


def _styles(folder: Path) -> dict[tuple[str, str], Path]:
    """Return the fonts of a folder by family and style; italics and other weights are left out."""
    found: dict[tuple[str, str], Path] = {}
    for path in sorted(folder.glob("*.[tT][tT][fF]")):
        try:
            with TTFont(path, lazy=True) as font:
                name = font["name"].getDebugName(16) or font["name"].getDebugName(1)
                weight, marks = font["OS/2"].usWeightClass, font["OS/2"].fsSelection
        except (TTLibError, OSError, KeyError):
            continue
        if weight in _WEIGHTS and not marks & _ITALIC:
            found.setdefault((str(name), _WEIGHTS[weight]), path)
    return found
