"""The secret that pages are signed with, made once per installation when nobody sets one."""

import os
import secrets
from pathlib import Path

FILE = "secret-key"
_BYTES = 48


def secret_of(home: Path) -> str:
    """Return the installation's own secret; "" before `make_secret` has made it."""
    try:
        return (home / FILE).read_text(encoding="ascii").strip()
    except OSError:
        return ""


def make_secret(home: Path) -> str:
    """Make the secret of an installation, readable by its owner alone, unless it is there."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        file = os.open(home / FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return secret_of(home)
    with os.fdopen(file, "w", encoding="ascii") as text:
        text.write(secrets.token_urlsafe(_BYTES))
    return secret_of(home)
