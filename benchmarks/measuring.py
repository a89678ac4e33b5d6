"""Whole processes measured from outside: wall, CPU and peak memory of cold starts."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PYTHON = sys.executable


@dataclass(frozen=True)
class Run:
    """One finished process: seconds and MiB."""

    wall: float
    cpu: float
    peak_mib: float


def run(command: list[str]) -> Run:
    """Run a command to its end; its output is thrown away.

    Raises:
        RuntimeError: it failed; with what it said.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {error.decode(errors='replace')[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def medians(
    commands: dict[str, list[str]], runs: int, tell: Callable[[str], None]
) -> dict[str, Run]:
    """Run each command `runs` times, in turn, after one round that does not count."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            tell(f"{'warm-up' if number == 0 else f'run {number}/{runs}'}: {name}")
            result = run(command)
            if number:
                found[name].append(result)
    return {
        name: Run(*(statistics.median(column) for column in zip(*map(_fields, some), strict=True)))
        for name, some in found.items()
    }


def _fields(result: Run) -> tuple[float, float, float]:
    return result.wall, result.cpu, result.peak_mib


def prongsai(*arguments: str | Path) -> list[str]:
    """Return the command line of `prongsai` in this Python."""
    return [PYTHON, "-m", "prongsai", *map(str, arguments)]


def script(name: str, *arguments: str | Path) -> list[str]:
    """Return the command line of a script beside this one."""
    return [PYTHON, str(Path(__file__).parent / name), *map(str, arguments)]
