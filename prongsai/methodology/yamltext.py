"""YAML whose every value knows its line, and whose repeated keys are not lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

#: Deeper than this no document of ours goes.
MAX_DEPTH = 50

_TEXT = "tag:yaml.org,2002:str"
#: What sequences and mappings may be called, if anything.
_PLAIN_TAGS = {
    False: (None, "!", "tag:yaml.org,2002:seq"),
    True: (None, "!", "tag:yaml.org,2002:map"),
}

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
        loader = _Loader(text)
        return _Reader(loader).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(error.problem or "not YAML", mark.line + 1 if mark else 1) from error
    except YamlError:
        raise
    except (yaml.YAMLError, ValueError) as error:
        raise YamlError(str(error).splitlines()[0], 1) from error
    finally:
        loader.dispose()


class _Reader:
    """Builds values while the text is being parsed, in one go; nothing grows but what is kept."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader
        #: The types that are known of events leave out what they hold.
        self._next: Callable[[], Any] = loader.get_event
        self._lines: dict[Steps, int] = {}
        self._repeated: list[tuple[Steps, int, Any]] = []
        #: Words that stand without quotes: what they mean.
        self._meanings: dict[str, Any] = {}

    def document(self) -> Document:
        """Read the one document of the text, if there is any."""
        data, following = None, self._after(yaml.StreamStartEvent)
        if isinstance(following, yaml.DocumentStartEvent):
            data = self._value(self._next(), ())
            following = self._after(yaml.DocumentEndEvent)
        if not isinstance(following, yaml.StreamEndEvent):
            raise YamlError("a second document begins", _line(following))
        return Document(data, self._repeated, self._lines)

    def _after(self, passed: type[yaml.Event]) -> Any:
        event = self._next()
        return self._next() if isinstance(event, passed) else event

    def _value(self, event: Any, place: Steps) -> Any:
        """Return what begins with an event."""
        self._lines[place] = _line(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            raise YamlError("anchors and aliases are not read here", _line(event))
        if len(place) >= MAX_DEPTH:
            raise YamlError("nested too deep", _line(event))
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if event.tag not in _PLAIN_TAGS[is_mapping]:
            raise YamlError(f"{event.tag} is not read here", _line(event))
        return self._mapping(place) if is_mapping else self._sequence(place)

    def _sequence(self, place: Steps) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            found.append(self._value(event, (*place, len(found))))
        return found

    def _mapping(self, place: Steps) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        #: Keys as they are written: what each one is, and on which line its value begins.
        written: dict[str, tuple[Any, int]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError("a key must be a plain word", _line(event))
            key, inside = self._scalar(event), (*place, event.value)
            if event.value in written:
                before, line = written[event.value]
                self._repeated.append((inside, line, found[before]))
            found[key] = self._value(self._next(), inside)
            written[event.value] = key, self._lines[inside]
        return found

    def _scalar(self, event: Any) -> Any:
        word, is_plain = event.value, event.tag is None and event.implicit[0]
        if is_plain and word in self._meanings:
            return self._meanings[word]
        tag = event.tag
        if tag is None or tag == "!":
            tag = self._loader.resolve(yaml.ScalarNode, word, event.implicit)
        if tag == _TEXT:
            meaning = word
        else:
            node = yaml.ScalarNode(tag, word, event.start_mark, event.end_mark)
            meaning = self._loader.construct_object(node, deep=True)
        if is_plain:
            self._meanings[word] = meaning
        return meaning


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1
