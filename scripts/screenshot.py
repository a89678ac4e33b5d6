"""Pictures of the site for the README: `.venv/bin/python scripts/screenshot.py`.

Opens a small demonstration of its own, looks at it with Chromium, and writes docs/images/*.png.
"""

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

try:
    from PIL import Image
except ImportError:
    Image = None

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
SIZE = ["--agencies", "120", "--respondents", "12000"]
PATIENCE = 120
COLOURS = 128
MOST_BYTES = 250_000


@dataclass(frozen=True)
class Shot:
    """One picture: which page, in how large a window, from where on."""

    name: str
    path: str
    width: int
    height: int
    sharpness: float = 1


SHOTS = (
    Shot("agency", "/agencies/dip/2566/", 1280, 1600),
    Shot("country", "/", 1280, 1600),
    Shot("phone", "/agencies/dip/2566/", 390, 844, sharpness=2),
)


def main() -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("ต้องมี Chromium | Chromium is needed: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=ARGUMENTS)
        for shot in SHOTS:
            picture = compressed(taken(window, address, shot))
            path = IMAGES / f"{shot.name}.png"
            path.write_bytes(picture)
            said = "" if len(picture) <= MOST_BYTES else f", more than {MOST_BYTES // 1000} kB"
            print(f"{path.relative_to(ROOT)}: {len(picture) / 1000:.0f} kB{said}")
        window.close()


@contextmanager
def demonstration() -> Iterator[str]:
    """Lend the address of a site that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="prongsai-") as folder:
        Path(folder).chmod(0o711)  # the database's account passes through
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "prongsai", "demo", "--port", str(port), "--workers", "2"]
        process = subprocess.Popen(
            [*command, *SIZE],
            env={**os.environ, "PRONGSAI_HOME": folder},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait(f"{address}/alive", process)
            yield address
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(PATIENCE)


def wait(address: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError), urlopen(address):  # noqa: S310 our own site
            return
        time.sleep(0.2)
    sys.exit("ตัวอย่างไม่เปิด | The demonstration did not open.")


def taken(browser: Browser, address: str, shot: Shot) -> bytes:
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.sharpness,
        color_scheme="light",
    )
    page.goto(address + shot.path)
    page.evaluate("document.fonts.ready")
    picture = page.screenshot(animations="disabled")
    page.close()
    return picture


def compressed(picture: bytes) -> bytes:
    """Return a picture with fewer colours, where Pillow is at hand."""
    if Image is None:
        return picture
    out = io.BytesIO()
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
