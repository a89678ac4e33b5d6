"""Photographs of actions, as reports print them."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from prongsai.foundation.adapters.stored_files import stored_file
from prongsai.foundation.rules.files import FileGone
from prongsai.improvement.services.attaching import SHELF

#: Small pictures that are remembered: those of about two reports.
_REMEMBERED = 64


@lru_cache(maxsize=_REMEMBERED)
def stored_photo(sha256: str) -> bytes | None:
    """Return a photograph of an action, small enough to print; None where it is gone."""
    try:
        content = stored_file(sha256, shelf=SHELF).read_bytes()
    except FileGone:
        return None
    small: Callable[[bytes], bytes | None] = import_module(
        "prongsai.reports.adapters.photos"
    ).small_photo
    return small(content)
