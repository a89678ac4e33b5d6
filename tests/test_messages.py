"""Everything that pages say is said in Thai as well, and what is compiled is what stands there."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_every_sentence_of_the_pages_is_translated_and_compiled():
    script = [sys.executable, ROOT / "scripts" / "messages.py", "--check"]
    found = subprocess.run(script, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
