"""The catalogues of the pages' wording: `.venv/bin/python scripts/messages.py [--check]`.

Collects what templates and views say in English, room by room, keeps the translations that are
there, and compiles them (no gettext programs needed). With --check nothing is written: it ends
with 1 when a sentence has no translation or a compiled catalogue is stale.
"""

import argparse
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "prongsai"
LANGUAGES = ("th",)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
#: Lines of a catalogue's head that change by themselves, or say nothing.
_UNSAID = (
    *(b'"POT-Creation', b'"PO-Revision', b'"Generated-By', b'"Project-Id', b'"Report-Msgid'),
    *(b'"Last-Translator', b'"Language-Team'),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell what is missing or stale")
    check = parser.parse_args().check
    settings.configure()
    django.setup()
    problems = [line for room in rooms() for line in keep(room, check=check)]
    print("\n".join(problems) or "Every sentence is translated.")
    return int(bool(problems))


def rooms() -> list[Path]:
    """Return the rooms that say something on a page."""
    return sorted(path.parent for path in PACKAGE.rglob("apps.py"))


def keep(room: Path, *, check: bool) -> list[str]:
    """Bring a room's catalogues up to date; return what is wrong with them."""
    said = sentences(room)
    if not said:
        return []
    return [line for language in LANGUAGES for line in _one(room, language, said, check=check)]


def sentences(room: Path) -> Catalog:
    """Return what a room says, with the places where."""
    catalog = Catalog(project="prongsai", charset="utf-8")
    files = [*room.rglob("*.py"), *(room / "templates").rglob("*.html")]
    for path in sorted(path for path in files if "tests" not in path.parts):
        text = path.read_text(encoding="utf-8")
        source = _as_python(text) if path.suffix == ".html" else text
        for _line, message, _comments, context in extract(
            "python", io.BytesIO(source.encode()), keywords=KEYWORDS
        ):
            place = (str(path.relative_to(ROOT)), None)
            flags = ["python-format"] if "%(" in str(message) else []
            catalog.add(message, locations=[place], flags=flags, context=context)
    return catalog


def _as_python(template: str) -> str:
    """Return what a template says as calls of gettext; its lines must not look indented."""
    return "\n".join(line.strip() for line in templatize(template).splitlines())


def _one(room: Path, language: str, said: Catalog, *, check: bool) -> list[str]:
    folder = room / "locale" / language / "LC_MESSAGES"
    po, mo = folder / "django.po", folder / "django.mo"
    known = Catalog(locale=language)
    if po.exists():
        with po.open("rb") as file:
            known = read_po(file, locale=language)
    known.update(said, no_fuzzy_matching=True)
    known.obsolete.clear()
    text, compiled = _written(known)
    if not check:
        folder.mkdir(parents=True, exist_ok=True)
        po.write_bytes(text)
        mo.write_bytes(compiled)
    missing = [str(m.id) for m in known if m.id and not (m.string and all(_forms(m.string)))]
    lines = [f"{po.relative_to(ROOT)}: no translation of {words!r}" for words in missing]
    if check and (not mo.exists() or mo.read_bytes() != compiled or po.read_bytes() != text):
        lines.append(f"{po.relative_to(ROOT)} is stale: run scripts/messages.py")
    return lines


def _forms(string: object) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (str(string),)


def _written(catalog: Catalog) -> tuple[bytes, bytes]:
    """Return a catalogue as text and compiled, with no date and no line numbers in them."""
    catalog.fuzzy = False
    catalog.header_comment = f"# The wording of pages in {catalog.locale_identifier}."
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, catalog, width=100, omit_header=False, include_lineno=False, sort_output=True)
    lines = [
        line for line in text.getvalue().splitlines(keepends=True) if not line.startswith(_UNSAID)
    ]
    clean = b"".join(lines)
    same = read_po(io.BytesIO(clean), locale=catalog.locale)
    same.creation_date = same.revision_date = datetime.fromtimestamp(0, UTC)
    write_mo(compiled, same)
    return clean, compiled.getvalue()


if __name__ == "__main__":
    sys.exit(main())
