"""Photographs of actions, as reports print them."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from prongsai.foundation.adapters.stored_files import keep_bytes, stored_file
from prongsai.foundation.rules.files import FileGone
from prongsai.improvement.rules.content import PlanContent
from prongsai.improvement.services.attaching import SHELF as OF_ACTIONS

#: Where versions of reports are kept with the photographs that they show.
SHELF = "report-files"
#: Small pictures that are remembered: those of about two reports.
_REMEMBERED = 64


@lru_cache(maxsize=_REMEMBERED)
def stored_photo(sha256: str) -> bytes | None:
    """Return a photograph of an action, small enough to print; None where it is gone."""
    content = _content(sha256)
    if content is None:
        return None
    small: Callable[[bytes], bytes | None] = import_module(
        "prongsai.reports.adapters.photos"
    ).small_photo
    return small(content)


def keep_photos(plan: PlanContent) -> None:
    """Keep the files that a plan names for a version of a report, even if actions drop them."""
    for theme in plan.themes:
        for action in theme.actions:
            for file in action.files:
                content = _content(file.sha256)
                if content is not None:
                    keep_bytes(content, shelf=SHELF)


def _content(sha256: str) -> bytes | None:
    for shelf in (SHELF, OF_ACTIONS):
        try:
            return stored_file(sha256, shelf=shelf).read_bytes()
        except FileGone:
            continue
    return None
