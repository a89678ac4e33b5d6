"""The files of an edition, read with line numbers and checked for shape."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from prongsai.methodology.edition.files import EditionFile, IndicatorsFile, InstrumentFile
from prongsai.methodology.wording import Text
from prongsai.methodology.yamltext import Document, YamlError, parse

RULES = "edition.yaml"
STRUCTURE = "indicators.yaml"

M = TypeVar("M", bound=BaseModel)

_UNKNOWN = Text("ไม่รู้จัก “%(key)s”", "%(key)r is not known here")
_SHAPE = {
    "missing": Text("ขาด “%(key)s”", "%(key)r is missing"),
    "extra_forbidden": _UNKNOWN,
    "unexpected_keyword_argument": _UNKNOWN,
    "literal_error": Text(
        "“%(key)s” ต้องเป็น %(expected)s แต่เขียนว่า %(input)s",
        "%(key)r must be %(expected)s, not %(input)s",
    ),
    "enum": Text(
        "“%(key)s” ต้องเป็น %(expected)s แต่เขียนว่า %(input)s",
        "%(key)r must be %(expected)s, not %(input)s",
    ),
    "too_short": Text("“%(key)s” มีรายการไม่พอ", "%(key)r has too few entries"),
    "string_pattern_mismatch": Text(
        "“%(key)s” มีอักขระที่ใช้เป็นรหัสไม่ได้: %(input)s",
        "%(key)r has characters that no code may have: %(input)s",
    ),
}
_VALUE = Text("“%(key)s” ใช้ค่า %(input)s ไม่ได้ (%(why)s)", "%(key)r cannot be %(input)s (%(why)s)")


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in an edition: where, and a sentence in both languages."""

    file: str
    line: int
    message: Text


@dataclass
class Sources:
    """An edition's files as they were read, and the faults met so far."""

    folder: Path
    texts: dict[str, bytes]
    documents: dict[str, Document]
    faults: list[Fault]

    def fault(self, file: str, place: tuple[str | int, ...], message: Text) -> None:
        """Note a fault at a place in a file."""
        document = self.documents.get(file)
        self.faults.append(Fault(file, document.line(place) if document else 1, message))


def texts_in(folder: Path) -> dict[str, bytes]:
    """Return the YAML files of an edition's folder: name -> content."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}


def open_texts(texts: dict[str, bytes], folder: Path) -> Sources:
    """Read an edition's files; what cannot be read becomes a fault."""
    sources = Sources(folder, texts, {}, [])
    for name, content in texts.items():
        try:
            document = parse(content.decode("utf-8"))
        except (YamlError, UnicodeDecodeError) as error:
            line = error.line if isinstance(error, YamlError) else 1
            why = error.reason if isinstance(error, YamlError) else "not UTF-8"
            message = Text(f"อ่านไฟล์ไม่ได้: {why}", f"the file cannot be read: {why}")
            sources.faults.append(Fault(name, line, message))
            continue
        sources.documents[name] = document
        for place, line, _ in document.repeated:
            message = Text("“%(key)s” เขียนซ้ำ", "%(key)r stands twice").filled(key=place[-1])
            sources.faults.append(Fault(name, line, message))
    return sources


def shaped(sources: Sources, file: str, model: type[M]) -> M | None:
    """Return a file's content as `model`, or None when faults stand in the way."""
    if file not in sources.texts:
        message = Text("ไม่มีไฟล์นี้ในโฟลเดอร์", "the folder has no such file")
        sources.faults.append(Fault(file, 1, message))
        return None
    if file not in sources.documents:
        return None
    data = sources.documents[file].data
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        for detail in details:
            sources.fault(file, tuple(detail["loc"]), _sentence(dict(detail)))
        return _mended(data, [dict(detail) for detail in details], model)


def _mended(data: Any, details: list[dict[str, Any]], model: type[M]) -> M | None:
    """Return the content without its misshapen places, so that the rest can be checked as well.

    Those places are faults already. None when they cannot be left out: what depends on them would
    be called wrong for no reason of its own.
    """
    data = deepcopy(data)
    for detail in details:
        *place, key = detail["loc"] or [""]
        above = _inside(data, place)
        if detail["type"] == "missing" and isinstance(above, dict) and key in _TEXTS:
            above[key] = _TEXTS[key]
        elif isinstance(above, dict) and key in above:
            del above[key]
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


#: What stands in for a text or a name that is missing.
_TEXTS: dict[str | int, Any] = {
    "th": "?",
    "en": "?",
    "text": {"th": "?", "en": "?"},
    "name": {"th": "?", "en": "?"},
}


def _inside(data: Any, place: Sequence[str | int]) -> Any:
    """Return what stands at a place of plain data, or None when there is no such place."""
    for key in place:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _sentence(detail: dict[str, Any]) -> Text:
    return _SHAPE.get(detail["type"], _VALUE).filled(
        key=".".join(map(str, detail["loc"])) or "(file)",
        input=str(detail.get("input"))[:60],
        expected=detail.get("ctx", {}).get("expected", ""),
        why=detail["msg"],
    )


def read_rules(sources: Sources) -> EditionFile | None:
    """Return edition.yaml."""
    return shaped(sources, RULES, EditionFile)


def read_structure(sources: Sources) -> IndicatorsFile | None:
    """Return indicators.yaml."""
    return shaped(sources, STRUCTURE, IndicatorsFile)


def read_questionnaires(sources: Sources, structure: IndicatorsFile) -> dict[str, InstrumentFile]:
    """Return the questionnaire or checklist of each instrument that has a good one."""
    found = {}
    for instrument in structure.instruments:
        if content := shaped(sources, file_of(instrument.code), InstrumentFile):
            found[instrument.code] = content
    return found


def file_of(instrument: str) -> str:
    """Return the name of an instrument's file: IIT -> iit.yaml."""
    return f"{instrument.lower()}.yaml"
