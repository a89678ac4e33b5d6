"""Where editions are found, and how one is loaded."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from pathlib import Path

from pydantic import BaseModel

import prongsai
from prongsai.methodology.edition.criteria import faults_of_criteria
from prongsai.methodology.edition.faults import (
    Found,
    doubtful_without_reason,
    empty_texts,
    in_rules,
)
from prongsai.methodology.edition.files import EditionFile, IndicatorsFile, InstrumentFile
from prongsai.methodology.edition.question_faults import in_questionnaire
from prongsai.methodology.edition.sources import (
    RULES,
    STRUCTURE,
    Fault,
    Sources,
    file_of,
    open_texts,
    read_questionnaires,
    read_rules,
    read_structure,
    texts_in,
)
from prongsai.methodology.edition.structure_faults import in_structure
from prongsai.methodology.edition.tree import Edition, grow

_PACKAGE = Path(prongsai.__file__).parent
#: The editions that come with the product: inside the wheel, or beside the package in a checkout.
SHIPPED = next(
    (f for f in (_PACKAGE / "frameworks",) if f.is_dir()), _PACKAGE.parent / "frameworks"
)
#: Editions that a process keeps at hand: some years of a few frameworks.
_AT_HAND = 32


class EditionError(ValueError):
    """An edition contradicts itself; `faults` lists every contradiction, not just the first."""

    def __init__(self, folder: Path, found: list[Fault]) -> None:
        super().__init__(f"{folder}: {len(found)} fault(s), first: {found[0].message.en}")
        self.folder = folder
        self.faults = found


def load_edition(folder: Path) -> Edition:
    """Read and check the edition in `folder`.

    Raises:
        EditionError: the files contradict each other; lists every fault.
    """
    return _edition_of(tuple(texts_in(folder).items()), folder)


@lru_cache(_AT_HAND)
def _edition_of(texts: tuple[tuple[str, bytes], ...], folder: Path) -> Edition:
    """Return the edition of these very files, which is understood once."""
    return edition_from(dict(texts), folder)


def edition_from(texts: dict[str, bytes], folder: Path) -> Edition:
    """Read and check an edition from the content of its files, wherever `folder` was or is.

    Raises:
        EditionError: the files contradict each other; lists every fault.
    """
    sources = open_texts(texts, folder)
    rules, structure = read_rules(sources), read_structure(sources)
    questionnaires = read_questionnaires(sources, structure) if structure else {}
    _check(sources, rules, structure, questionnaires)
    if sources.faults or rules is None or structure is None:
        raise EditionError(folder, sorted(set(sources.faults), key=lambda f: (f.file, f.line)))
    names = [RULES, STRUCTURE, *(file_of(code) for code in questionnaires)]
    digest = sha256(b"\0".join(chain.from_iterable((n.encode(), sources.texts[n]) for n in names)))
    used = {name: texts[name] for name in names}
    return grow(digest.hexdigest(), rules, structure, questionnaires, used)


def _check(
    sources: Sources,
    rules: EditionFile | None,
    structure: IndicatorsFile | None,
    questionnaires: dict[str, InstrumentFile],
) -> None:
    """Note every fault that can be told from the files that could be read."""
    found: list[Found] = []
    contents: dict[str, BaseModel] = {}
    if rules:
        found.append(in_rules(rules, sources))
        contents[RULES] = rules
    if structure:
        found.append(in_structure(structure, rules))
        contents[STRUCTURE] = structure
        for code, questionnaire in questionnaires.items():
            found.append(in_questionnaire(code, questionnaire, structure))
            found.append(faults_of_criteria(code, questionnaire))
            contents[file_of(code)] = questionnaire
    for file, content in contents.items():
        found += [doubtful_without_reason(file, content), empty_texts(file, content)]
    for file, place, message in chain.from_iterable(found):
        sources.fault(file, place, message)


def folders(*roots: Path) -> Iterator[tuple[str, Path]]:
    """Yield the id and the folder of every edition below the roots; an earlier root wins."""
    seen = set()
    for root in roots:
        for path in sorted(root.glob(f"*/*/{RULES}")):
            name = f"{path.parent.parent.name}/{path.parent.name}"
            if name not in seen:
                seen.add(name)
                yield name, path.parent
