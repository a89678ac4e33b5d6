"""One thing said in Thai and in English."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a name in both languages; `%(name)s` marks a parameter."""

    th: str
    en: str

    #: Read by pydantic where editions carry texts: a third language is a mistake, not ignored.
    __pydantic_config__ = {"extra": "forbid"}

    def filled(self, **params: Any) -> "Text":
        """Put the parameters in. A parameter that is a Text is put in by language."""
        return Text(
            self.th % {k: v.th if isinstance(v, Text) else v for k, v in params.items()},
            self.en % {k: v.en if isinstance(v, Text) else v for k, v in params.items()},
        )

    def __add__(self, other: "Text") -> "Text":
        """Join two texts in each language."""
        return Text(self.th + other.th, self.en + other.en)


def same(words: str) -> Text:
    """Return a text that reads alike in both languages: a code, a number, a name."""
    return Text(words, words)


def listed(parts: list[Text]) -> Text:
    """Join texts as a list: "a, b และ c", "a, b and c"; an empty list is an empty text."""
    if not parts:
        return same("")
    return Text(_joined([p.th for p in parts], " และ "), _joined([p.en for p in parts], " and "))


def _joined(words: list[str], last: str) -> str:
    return last.join(filter(None, [", ".join(words[:-1]), words[-1]]))
