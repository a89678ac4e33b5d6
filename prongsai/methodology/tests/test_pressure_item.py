"""An item that asks whether somebody was told what to answer, marked in the edition's data."""

import shutil

from prongsai.foundation.queries import EditionLibrary
from prongsai.methodology.edition.library import SHIPPED
from prongsai.methodology.edition.tree import Kind


def test_an_item_and_its_parts_can_be_marked(tmp_path):
    folder = tmp_path / "own" / "2566"
    shutil.copytree(SHIPPED / "th-ita" / "2566", folder)
    path = folder / "iit.yaml"
    text = path.read_text(encoding="utf-8")
    for code in ("I1", "I10"):
        text = text.replace(f"- code: {code}\n", f"- code: {code}\n    asks_about_pressure: true\n")
    path.write_text(text, encoding="utf-8")

    edition = EditionLibrary().load(str(folder))
    marked = {node.code for node in edition.nodes if node.asks_about_pressure}
    assert marked == {"I1.1", "I1.2", "I10"}


def test_no_shipped_edition_claims_to_have_one():
    library = EditionLibrary()
    for name in library.folders:
        edition = library.load(name)
        assert edition.of_kind(Kind.ITEM)
        assert not any(node.asks_about_pressure for node in edition.nodes), name
