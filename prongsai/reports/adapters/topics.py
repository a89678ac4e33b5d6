"""The words of a framework by which a typed plan is held against weak points."""

from pathlib import Path
from typing import Any

from prongsai.foundation.rules import FileDamaged
from prongsai.methodology.yamltext import YamlError, parse
from prongsai.reports.rules.typed.answering import Topic

_FILE = "topics.yaml"


def topics_in(framework: Path) -> list[Topic]:
    """Return the topics of a framework's folder; none where it has no such file.

    Raises:
        FileDamaged: it is not of the form that is read.
    """
    path = framework / _FILE
    if not path.is_file():
        return []
    try:
        data = parse(path.read_text(encoding="utf-8")).data
        return [_topic(row) for row in data["topics"]]
    except (YamlError, KeyError, TypeError) as error:
        raise FileDamaged(file=path, why=str(error)) from error


def _topic(row: dict[str, Any]) -> Topic:
    words = [tuple(map(str, row[name])) for name in ("items", "measures")]
    return Topic(str(row["code"]), *words)
