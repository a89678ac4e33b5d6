"""Make the web fonts: `python scripts/make_fonts.py`; the results are committed.

Sarabun, as the package `fontpkg-sarabun` brings it, cut to the letters that pages show, without
hinting instructions (screens of today ignore them), packed as WOFF2. Layout features stay: without
them Thai vowels and tone marks stand in the wrong place.
"""

import shutil
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCE = Path(str(files("fontpkg_sarabun")))
TARGET = Path(__file__).resolve().parents[1] / "prongsai/foundation/static/foundation/fonts"
WEIGHTS = {"Regular": "sarabun-400.woff2", "Bold": "sarabun-700.woff2"}

BASIC_LATIN = range(0x20, 0x7F)
THAI = range(0x0E01, 0x0E5C)
#: Beyond the keyboard: dashes, quotes, arrows and signs that wording and numbers use. What the
#: font lacks is left out, and browsers take it from another font.
SIGNS = "\u00a0–—…‘’“”•·×±−≈≠≤≥←↑→↓▲▼©«»‹›"
#: Of the features, those that place marks, join letters and space them.
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]


def make(source: Path, target: Path) -> None:
    """Write the subset of one font file."""
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = FEATURES
    options.desubroutinize = True
    font = TTFont(source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*BASIC_LATIN, *THAI, *map(ord, SIGNS)])
    subsetter.subset(font)
    font.flavor = options.flavor
    # Equal input gives equal files, so that a rebuilt font is no change.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight, name in WEIGHTS.items():
        make(SOURCE / "files" / f"Sarabun-{weight}.ttf", TARGET / name)
        print(f"{name}: {(TARGET / name).stat().st_size / 1024:.1f} KiB")
    shutil.copyfile(SOURCE / "LICENSE", TARGET / "OFL.txt")


if __name__ == "__main__":
    main()
