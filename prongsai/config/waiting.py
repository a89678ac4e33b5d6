"""A progress bar that appears only when there is something to wait for, and a terminal."""

import sys
from importlib import import_module
from threading import Timer
from types import TracebackType
from typing import Any

from prongsai.methodology.wording import Text

#: Seconds before a bar appears.
_PATIENCE = 1.0


class Waiting:
    """`with Waiting(lang) as progress:` and hand `progress` to a service."""

    def __init__(self, language: str = "th") -> None:
        self._language = language
        self._timer = Timer(_PATIENCE, self._appear)
        self._timer.daemon = True
        self._bar: Any = None
        self._state: tuple[Text, int, int] = (Text("กำลังทำงาน", "Working"), 0, 0)

    def __enter__(self) -> "Waiting":
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, what: Text, done: int, of: int) -> None:
        """Take note of how far the work is; a whole of one step is shown as busy."""
        self._state = (what, done, of)
        if self._bar is not None:
            self._show()

    def _appear(self) -> None:
        self._bar = import_module("prongsai.config.terminal.bar").bar()
        self._show()

    def _show(self) -> None:
        what, done, of = self._state
        words = what.th if self._language == "th" else what.en
        known = of if of > 1 else None
        self._bar.update(self._bar.task_ids[0], description=words, completed=done, total=known)
