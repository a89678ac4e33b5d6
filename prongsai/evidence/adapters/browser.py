"""A browser that reaches nothing: Chromium in a network of its own in which there is nothing.

It is spoken to over two pipes (DevTools), begun anew for every page with an empty profile, in its
own sandbox, with limits of memory and time, and killed with all its processes. Where the machine
cannot shut it off from the network, it is not begun at all.
Source: https://chromedevtools.github.io/devtools-protocol/
"""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from prongsai.evidence.rules.screenshots import WIDTH, NoScreenshot

#: What browsers are called on the PATH.
_NAMES = ("chromium", "chromium-browser", "google-chrome")
#: The word of the setting that wants none.
NONE = "none"
#: The account that it runs as when the worker is the administrator: its sandbox refuses that one.
_NOBODY = 65534
#: The longest message over the pipes, in bytes: a picture in letters.
_LONGEST = 16 * 2**20
#: No core files; seconds of computing; half KiB of a file; KiB of memory that a process may fill.
_LIMITS = "ulimit -c 0; ulimit -t 60; ulimit -f 200000; ulimit -d 3000000; "
#: DevTools reads from 3 and writes to 4.
_PIPES = 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1'
_FONTS, _FONTS_TOLD = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf"), "fonts.conf"
_SHUT_OFF = ("unshare", "--map-current-user", "--net", "--")
_FLAGS = (
    *("--headless", "--disable-gpu", "--disable-3d-apis", "--hide-scrollbars", "--mute-audio"),
    *("--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-sync"),
    *("--disable-extensions", "--disable-background-networking", "--disable-component-update"),
    *("--disable-breakpad", "--disable-dev-shm-usage", "--disable-site-isolation-trials"),
    *("--block-new-web-contents", "--deny-permission-prompts", "--lang=th"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--js-flags=--max-old-space-size=256"),
    f"--window-size={WIDTH},800",
)


class BrowserBroke(Exception):
    """It ended, or did not do what it was told."""


class NoBrowser(Exception):
    """There is none here that may be begun."""

    def __init__(self, why: NoScreenshot) -> None:
        super().__init__(why.value)
        self.why = why


def browser_here(wanted: str) -> str:
    """Return the path of the browser.

    In: what the operator named, "" for what is on the PATH

    Raises:
        NoBrowser: says why.
    """
    names = (wanted,) if wanted else _NAMES
    found = next(filter(None, map(shutil.which, names)), None)
    if wanted == NONE or found is None:
        raise NoBrowser(NoScreenshot.NO_BROWSER)
    if not _can_be_shut_off():
        raise NoBrowser(NoScreenshot.NOT_SHUT_OFF)
    return found


class Browser:
    """One tab: calls are answered, and what happens by itself is told to who listens."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._calls: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._listeners: dict[str, Callable[[dict[str, Any]], None]] = {}
        self._session = ""

    async def open_tab(self) -> None:
        """Open the tab that all calls are about from now on."""
        tab = await self.call("Target.createTarget", url="about:blank")
        told = await self.call("Target.attachToTarget", targetId=tab["targetId"], flatten=True)
        self._session = told["sessionId"]

    def on(self, event: str, listener: Callable[[dict[str, Any]], None]) -> None:
        """Tell somebody of an event of the tab."""
        self._listeners[event] = listener

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Have something done, and return what came of it.

        Raises:
            BrowserBroke
        """
        number = len(self._calls) + 1
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._calls[number] = answer
        message = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        pipe = self._process.stdin
        if pipe is None or pipe.is_closing():
            raise BrowserBroke("closed")
        pipe.write(json.dumps(message).encode() + b"\0")
        with suppress(ConnectionError):  # it ended: who listens is told
            await pipe.drain()
        return await answer

    async def listen(self) -> None:
        """Take what it says until it ends; then all that wait for an answer are told."""
        try:
            while self._process.stdout:
                self._heard(json.loads((await self._process.stdout.readuntil(b"\0"))[:-1]))
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
            for waiting in self._calls.values():
                if not waiting.done():
                    waiting.set_exception(BrowserBroke(str(error)))

    def _heard(self, message: dict[str, Any]) -> None:
        waiting = self._calls.get(message.get("id", 0))
        if waiting is None:
            listener = self._listeners.get(message.get("method", ""))
            if listener:
                listener(message.get("params", {}))
        elif not waiting.done():
            if "error" in message:
                waiting.set_exception(BrowserBroke(str(message["error"])))
            else:
                waiting.set_result(message.get("result", {}))


@asynccontextmanager
async def browsing(path: str) -> AsyncIterator[Browser]:
    """Begin a browser with one tab; all of it is gone afterwards.

    Raises:
        BrowserBroke
    """
    with tempfile.TemporaryDirectory(prefix="prongsai-browser-", ignore_cleanup_errors=True) as own:
        process = await _begun(path, Path(own))
        browser = Browser(process)
        listening = asyncio.create_task(browser.listen())
        try:
            await browser.open_tab()
            yield browser
        finally:
            listening.cancel()
            await _end(process)


def _put_fonts(own: Path) -> None:
    """Give it letters for Thai, beside those of the machine; copied, as it may not read ours."""
    fonts = Path(str(files("fontpkg_sarabun"))) / "files"
    for name in _FONTS:
        shutil.copyfile(fonts / name, own / name)
    (own / _FONTS_TOLD).write_text(
        "<fontconfig><include ignore_missing='yes'>/etc/fonts/fonts.conf</include>"
        f"<dir>{own}</dir><cachedir>{own / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )


async def _begun(path: str, own: Path) -> asyncio.subprocess.Process:
    """Begin it with nothing of ours: neither environment nor files, nor account if that is root."""
    _put_fonts(own)
    if os.geteuid() == 0:
        os.chown(own, _NOBODY, _NOBODY)
    profile = f"--user-data-dir={own / 'profile'}"
    return await asyncio.create_subprocess_exec(
        *("/bin/sh", "-c", _LIMITS + _PIPES, "sh", *_SHUT_OFF, path, *_FLAGS, profile),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        limit=_LONGEST,
        start_new_session=True,
        cwd=own,
        env={
            "PATH": os.defpath,
            "HOME": str(own),
            "TMPDIR": str(own),
            "LANG": "C.UTF-8",
            "FONTCONFIG_FILE": str(own / _FONTS_TOLD),
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        },
        **_account(),
    )


def _account() -> dict[str, Any]:
    return {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdin:
        process.stdin.close()
    await process.wait()


@lru_cache(1)
def _can_be_shut_off() -> bool:
    """Whether this machine gives a program a network of its own; asked once."""
    command = [*_SHUT_OFF, "true"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=10, **_account())  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return False
    return bool(done.returncode == 0)
