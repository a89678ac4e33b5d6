"""YAML whose every value knows its line, and whose repeated keys are not lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

#: Deeper than this no document of ours goes; the C parser would overrun its stack.
MAX_DEPTH = 50

#: A place in a document: keys and positions from the top.
Steps = tuple[str | int, ...]


class YamlError(ValueError):
    """A text is not YAML, or uses what we do not read."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(f"line {line}: {reason}")
        self.reason = reason
        self.line = line


class _Loader(yaml.CSafeLoader):
    """Safe YAML in which `no`, `yes`, `on`, `off` are words, as in YAML 1.2: `no` is our key."""

    yaml_implicit_resolvers = {
        first: [
            (tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:bool" or first in "tTfF"
        ]
        for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True)
class Document:
    """A parsed text."""

    data: Any
    #: Keys that stand twice in one mapping: where, on which line, and the value that `data` lost.
    repeated: list[tuple[Steps, int, Any]]
    _lines: dict[Steps, int] = field(repr=False)

    def line(self, place: Steps) -> int:
        """Return the line on which `place`, or the nearest thing around it, begins; from 1."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)


def parse(text: str) -> Document:
    """Parse one YAML document.

    Raises:
        YamlError: not YAML, anchors and aliases (which can hide a bomb), or nested too deep.
    """
    loader = _Loader("")
    try:
        _refuse_bombs(text)
        loader = _Loader(text)
        root = loader.get_single_node()
        if root is None:
            return Document(None, [], {})
        lines: dict[Steps, int] = {}
        repeated: list[tuple[Steps, int, Any]] = []
        for place, node, lost in _walk(root):
            lines.setdefault(place, node.start_mark.line + 1)
            if lost:
                repeated.append(
                    (place, node.start_mark.line + 1, loader.construct_object(node, deep=True))
                )
        return Document(loader.construct_document(root), repeated, lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(error.problem or "not YAML", mark.line + 1 if mark else 1) from error
    except YamlError:
        raise
    except (yaml.YAMLError, ValueError) as error:
        raise YamlError(str(error).splitlines()[0], 1) from error
    finally:
        loader.dispose()


def _refuse_bombs(text: str) -> None:
    """Read the text as events, which costs no stack and builds nothing."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise YamlError("anchors and aliases are not read here", _line(event))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise YamlError("nested too deep", _line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _walk(root: yaml.Node) -> Iterator[tuple[Steps, yaml.Node, bool]]:
    """Yield every node with its place, and whether a later equal key replaces it."""
    todo: list[tuple[Steps, yaml.Node, bool]] = [((), root, False)]
    while todo:
        place, node, lost = todo.pop()
        yield place, node, lost
        if isinstance(node, yaml.SequenceNode):
            todo += [((*place, number), child, False) for number, child in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            if odd := [key for key, _ in node.value if not isinstance(key, yaml.ScalarNode)]:
                raise YamlError("a key must be a plain word", odd[0].start_mark.line + 1)
            last = {key.value: number for number, (key, _) in enumerate(node.value)}
            todo += [
                ((*place, str(key.value)), child, last[key.value] != number)
                for number, (key, child) in enumerate(node.value)
            ]
