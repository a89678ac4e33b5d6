"""Make .venv and put the locked packages into it: `python3 scripts/setup.py [--with dev]`.

Standard library only, and readable by an old Python, which can then say that it is too old.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "setup.log"
OLDEST, NEWEST = (3, 11), (3, 14)
SETS = ("dev", "spark", "benchmarks")
#: A program of others that reads what ours wrote; its packages contradict ours, and live apart.
REPLAY = "replay"
#: What comes as source only; and a package in a lock file, with its hashes.
AS_SOURCE = ("pyspark==",)
ENTRY = re.compile(r"^[^\s#].*\n(?:[ \t].*\n)*", re.MULTILINE)
#: pip asks for one package after another, and mostly waits.
AT_ONCE = 3
TRIES = 3
PIP = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
WITH_ENSUREPIP = "import ensurepip, venv"
#: Programs that the tests use and pip cannot bring: any of these commands -> Debian's package.
PROGRAMS = {
    ("chromium", "chromium-browser", "google-chrome"): "chromium",
    ("pdftotext",): "poppler-utils",
}


def main():
    wanted = argparse.ArgumentParser(description=__doc__)
    sets = [*SETS, REPLAY]
    wanted.add_argument("--with", action="append", default=[], choices=sets, dest="extras")
    extras = wanted.parse_args().extras

    if not suits(PYTHON):
        make_venv(python_to_use())
    sets = [name for name in ("base", *extras) if name != REPLAY]
    missing = [name for name in sets if Stamp(name).read() != Stamp(name).due()]
    beside = Thread(target=install_replay)
    if REPLAY in extras and Stamp(REPLAY).read() != Stamp(REPLAY).due():
        beside.start()
    if missing:
        install(missing)
        for name in missing:
            Stamp(name).write()
    if "dev" in extras:
        install_programs()
    if beside.is_alive():
        beside.join()


def say(thai, english):
    print(f"{thai} | {english}", flush=True)


def give_up(thai, english):
    sys.exit(f"{thai} | {english}")


def python_to_use():
    """Return the Python that runs this, if it suits, else the newest on the PATH."""
    others = [f"python{OLDEST[0]}.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    for candidate in [sys.executable, *filter(None, map(shutil.which, others))]:
        if suits(candidate):
            return candidate
    return give_up(
        "ต้องใช้ Python 3.11 ถึง 3.14 โปรดติดตั้งแล้วสั่งอีกครั้ง",
        "Python 3.11 to 3.14 is needed: install one and give the command again.",
    )


def suits(python):
    test = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    return runs(python, "-c", test)


def runs(*command):
    try:
        done = subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def make_venv(python):
    say("กำลังสร้าง .venv", "Making .venv")
    if not runs(python, "-c", WITH_ENSUREPIP):
        install_venv_module(python)
    if not runs(python, "-m", "venv", "--clear", VENV):
        give_up(
            f"สร้าง {VENV} ไม่สำเร็จ โปรดตรวจพื้นที่ว่างและสิทธิ์การเขียน",
            f"{VENV} could not be made: check free space and the right to write there.",
        )


def install_venv_module(python):
    """Debian and Ubuntu keep the standard `venv` in a package of its own."""
    packages = ["python3-venv", f"{Path(os.path.realpath(python)).name}-venv"]
    if can_install():
        say("กำลังติดตั้ง python3-venv", "Installing python3-venv")
        runs("apt-get", "update")
        for package in packages:
            runs("apt-get", "install", "-y", "--no-install-recommends", package)
            if runs(python, "-c", WITH_ENSUREPIP):
                return
    give_up(
        f"Python ขาดโมดูล venv โปรดสั่ง: sudo apt-get install -y {packages[0]}",
        f"Python lacks its venv module, type: sudo apt-get install -y {packages[0]}",
    )


def install_programs():
    """Bring what some tests need where that is possible; without it they say so and are skipped."""
    packages = [name for commands, name in PROGRAMS.items() if not any(map(shutil.which, commands))]
    tried = VENV / "tried-programs"
    if not packages or tried.exists() or not can_install():
        return
    names = ", ".join(packages)
    say(f"กำลังติดตั้ง {names} สำหรับการทดสอบ", f"Installing {names} for the tests")
    runs("apt-get", "update")
    for package in packages:
        if not runs("apt-get", "install", "-y", "--no-install-recommends", package):
            say(
                f"ติดตั้ง {package} ไม่สำเร็จ การทดสอบที่ต้องใช้จะถูกข้าม",
                f"{package} could not be installed: tests that need it are skipped",
            )
    tried.touch()


def install_replay():
    """Bring pywb into an environment of its own; without it the test that needs it is skipped."""
    say("กำลังติดตั้ง pywb สำหรับการทดสอบ", "Installing pywb for the tests")
    folder = VENV / REPLAY
    lock = ROOT / "requirements" / f"{REPLAY}.lock"
    own = [folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check"]
    if runs(PYTHON, "-m", "venv", "--clear", folder) and runs(
        *own, "install", "--require-hashes", "-r", lock
    ):
        Stamp(REPLAY).write()
    else:
        say(
            "ติดตั้ง pywb ไม่สำเร็จ การทดสอบที่ต้องใช้จะถูกข้าม",
            "pywb could not be installed: the test that needs it is skipped",
        )


def can_install():
    return os.geteuid() == 0 and shutil.which("apt-get")


class Stamp:
    """What stands in .venv for one set of packages, and what should."""

    def __init__(self, name):
        self.file = VENV / f"installed-{name}"
        self.sources = [ROOT / "pyproject.toml", *locks([name])]

    def due(self):
        return hashlib.sha256(b"".join(p.read_bytes() for p in self.sources)).hexdigest()

    def read(self):
        return self.file.read_text() if self.file.exists() else ""

    def write(self):
        self.file.write_text(self.due())


def locks(names):
    return [ROOT / "requirements" / f"{name}.lock" for name in ("build", *names)]


def install(names):
    """Install with hashes; the tools that build come first, so that nothing else is fetched."""
    started = time.monotonic()
    say(
        f"กำลังติดตั้งแพ็กเกจ ({', '.join(names)}) อาจใช้เวลาหลายนาที",
        f"Installing packages ({', '.join(names)}); this may take some minutes",
    )
    build, *others = locks(names)
    pip("--require-hashes", "-r", build)
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor() as beside:
        # The locks name everything, so nothing is looked for and no two bring the same.
        words = ["--require-hashes", "--no-deps", "--no-build-isolation", "--no-warn-conflicts"]
        begun = [
            beside.submit(pip, *words, "-r", share, log=VENV / f"{share.stem}.log")
            for share in shares(others, Path(place))
        ]
        for installing in begun:
            installing.result()
    pip("--no-deps", "--no-build-isolation", "--editable", ROOT)
    # On all cores; pip compiles on one. What cannot be compiled (templates) is left as it is.
    runs(PYTHON, "-m", "compileall", "-q", "-j", "0", VENV / "lib")
    seconds = round(time.monotonic() - started)
    say(f"ติดตั้งเสร็จใน {seconds} วินาที", f"Installed in {seconds} seconds")


def shares(files, place):
    """Write what locks name into files that are installed side by side; what is built, alone."""
    entries = {}
    for file in files:
        entries.update((e.split("\n")[0], e) for e in ENTRY.findall(file.read_text("utf-8")))
    built = [entry for entry in entries.values() if entry.startswith(AS_SOURCE)]
    ready = [entry for entry in entries.values() if entry not in built]
    parts = [built, *(ready[number::AT_ONCE] for number in range(AT_ONCE))]
    made = []
    for number, part in enumerate(filter(None, parts)):
        made.append(place / f"setup-{number}.txt")
        made[-1].write_text("".join(part), "utf-8")
    return made


def pip(*words, log=LOG):
    for attempt in range(1, TRIES + 1):
        with log.open("w") as told:
            command = [*PIP, "install", "--no-compile", *map(str, words)]
            if subprocess.run(command, stdout=told, stderr=told, check=False).returncode == 0:
                return
        if attempt < TRIES:
            say("ติดตั้งไม่สำเร็จ กำลังลองอีกครั้ง", "That did not work; trying again")
            time.sleep(5 * attempt)
    give_up(
        f"ติดตั้งแพ็กเกจไม่สำเร็จ โปรดตรวจเครือข่ายแล้วสั่งอีกครั้ง รายละเอียดอยู่ใน {log}",
        f"Packages could not be installed: check the network and try again; details in {log}",
    )


if __name__ == "__main__":
    main()
