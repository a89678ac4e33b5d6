"""Keeps a worker beside the server: `python -m prongsai.config.beside`.

A small process without Django. It starts the worker, and starts it again when it dies; when its own
input ends, which it does when the server ends in whatever way, it ends the worker and itself.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from select import select

_WORKER = (sys.executable, "-m", "prongsai", "worker", "--until-input-ends")
_KEEPER = (sys.executable, "-m", "prongsai.config.beside")
#: Seconds between two looks at the worker; until a dead one is started again, at first and at most.
_LOOK, _PAUSE, _LONGEST_PAUSE = 0.5, 1.0, 60.0
#: Seconds that a job has to come to its end; the next worker does it again otherwise.
_PATIENCE = 10.0


@contextmanager
def worker_beside() -> Iterator[None]:
    """Have a worker run as long as the block does, in the process that entered it."""
    here = os.getpid()
    # In a session of its own: Ctrl-C is for the server, which ends the worker in good order.
    keeper = subprocess.Popen(_KEEPER, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603
    try:
        yield
    finally:
        if os.getpid() == here and keeper.stdin is not None:  # a fork of the server leaves, too
            keeper.stdin.close()
            keeper.wait()


def keep() -> None:
    """Keep a worker running until the standard input ends."""
    pause = _PAUSE
    while True:
        started = time.monotonic()
        worker = subprocess.Popen(_WORKER, stdin=subprocess.PIPE)  # noqa: S603
        while worker.poll() is None:
            if _input_ended(_LOOK):
                _end(worker)
                return
        lived = time.monotonic() - started
        pause = _PAUSE if lived > _LONGEST_PAUSE else min(pause * 2, _LONGEST_PAUSE)
        if _input_ended(pause):
            return


def _input_ended(seconds: float) -> bool:
    ready, _, _ = select([sys.stdin], [], [], seconds)
    return bool(ready)


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


if __name__ == "__main__":
    keep()
