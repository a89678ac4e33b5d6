"""The production server: gunicorn in this process, static files compressed and named by content."""

import socket
from collections.abc import Sequence
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from gunicorn.app.base import BaseApplication

from prongsai.config.beside import worker_beside
from prongsai.config.handling import site_application
from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

_THREADS = 4
#: Seconds that one answer may take: a report of a large agency, on a slow machine.
_PATIENCE = 120
#: A worker is replaced after so many answers, so that no leak can grow.
_ANSWERS = 5000
#: Tells what the collected files are called; without it they are not there.
_NAMES = "staticfiles.json"


class PortTaken(UserError):
    code = "SERVE-001"
    status = 500
    message = Text(
        "เปิดเว็บไซต์ที่ %(host)s:%(port)s ไม่ได้ (%(why)s)",
        "The site cannot be opened at %(host)s:%(port)s (%(why)s).",
    )
    remedy = Text("เลือกพอร์ตอื่นด้วย --port", "Choose another with --port.")


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return site_application()


def serve(
    host: str,
    port: int,
    workers: int,
    language: str,
    *,
    worker: bool = True,
    also: Sequence[Text] = (),
) -> int:
    """Serve the site until it is told to stop; `also` is said below its address.

    In: `worker` is whether what is asked for in the background is done beside it

    Raises:
        PortTaken: nothing can listen there.
    """
    _try(host, port)
    collect_files()
    connection.close()  # each worker opens its own
    _say(host, port, language, also)
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": _THREADS,
        "timeout": _PATIENCE,
        "max_requests": _ANSWERS,
        "max_requests_jitter": _ANSWERS // 10,
        "loglevel": "warning",
        "proc_name": "prongsai",
        "preload_app": True,
        "control_socket_disable": True,  # it would lie in the home of whoever runs the site
    }
    with worker_beside() if worker else nullcontext():
        _Server(options).run()
    return 0


def collect_files() -> None:
    """Compress static files and name them by content, unless that was done with these very ones."""
    listed = [(storage, path) for finder in get_finders() for path, storage in finder.list([])]
    facts = [(path, Path(storage.path(path)).stat()) for storage, path in listed]
    told = repr(sorted((path, one.st_size, one.st_mtime_ns) for path, one in facts))
    root = Path(settings.STATIC_ROOT)
    mark, due = root.with_name(f"{root.name}.sha256"), sha256(told.encode()).hexdigest()
    if mark.exists() and mark.read_text() == due and (root / _NAMES).exists():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(due)


def _try(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise PortTaken(host=host, port=port, why=why) from error


def _say(host: str, port: int, language: str, also: Sequence[Text]) -> None:
    shown = "localhost" if host in {"127.0.0.1", "::1", "0.0.0.0", "::"} else host  # noqa: S104
    address = f"http://{shown}:{port}/"
    words = Text(
        f"เปิดเว็บไซต์แล้วที่ {address} (กด Ctrl-C เพื่อหยุด)",
        f"The site is open at {address} (Ctrl-C ends it)",
    )
    for line in (words, *also):
        print(line.th if language == "th" else line.en, flush=True)
