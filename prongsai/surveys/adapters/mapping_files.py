"""A mapping as a YAML file that people read, check and change."""

from pathlib import Path
from typing import Any

import yaml

from prongsai.foundation.adapters.tables import encoding_of
from prongsai.foundation.rules import FileMissing
from prongsai.methodology.thai import repaired
from prongsai.methodology.yamltext import YamlError, parse
from prongsai.surveys.rules.mapping import AnswerMapping, MappingUnreadable

_BLOCKS = ("columns", "words")


def read_mapping(path: Path) -> AnswerMapping:
    """Read a mapping.

    Raises:
        FileMissing, EncodingUnknown.
        MappingUnreadable: it is no YAML, or not `columns:` and `words:` with words below.
    """
    if not path.is_file():
        raise FileMissing(file=path)
    try:
        data = parse(path.read_text(encoding=encoding_of(path))).data
    except YamlError as error:
        raise MappingUnreadable(file=path.name, why=str(error)) from error
    if not isinstance(data, dict) or not set(data) <= set(_BLOCKS):
        raise MappingUnreadable(file=path.name, why=": ".join([*_BLOCKS, ""]).strip())
    words = data.get("words") or {}
    if not isinstance(words, dict):
        raise MappingUnreadable(file=path.name, why="words:")
    columns = _plain(data.get("columns"), path)
    return AnswerMapping(columns, {str(part): _plain(told, path) for part, told in words.items()})


def _plain(block: Any, path: Path) -> dict[str, str]:
    """Return a block of pairs as text; an empty value is an empty text."""
    pairs = {} if block is None else block
    if not isinstance(pairs, dict) or any(isinstance(v, dict | list) for v in pairs.values()):
        raise MappingUnreadable(file=path.name, why=f"{pairs}")
    return {repaired(str(name)): "" if v is None else str(v) for name, v in pairs.items()}


def write_mapping(path: Path, mapping: AnswerMapping, notes: list[str]) -> None:
    """Write a mapping, with notes for whoever checks it above."""
    heading = "".join(f"# {' '.join(note.split())}\n" for note in notes)
    data = {"columns": mapping.columns, "words": mapping.words}
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(heading + text, encoding="utf-8")
