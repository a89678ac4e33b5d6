"""The installation's own key, with which the chain of captures is signed (Ed25519, RFC 8032)."""

import os
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_FILE = "evidence-key"


class SigningKey:
    """Signs and verifies; made once for an installation and readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        path = folder / _FILE
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = Ed25519PrivateKey.generate().private_bytes_raw().hex()
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(file, "w", encoding="ascii") as text:
                text.write(made)
        written = bytes.fromhex(path.read_text(encoding="ascii"))
        self._key = Ed25519PrivateKey.from_private_bytes(written)

    @property
    def public(self) -> str:
        """The public key in hexadecimal digits, for whoever verifies elsewhere."""
        return self._key.public_key().public_bytes_raw().hex()

    @property
    def name(self) -> str:
        """The SHA-256 of the public key."""
        return sha256(bytes.fromhex(self.public)).hexdigest()

    def sign(self, words: str) -> str:
        """Return the signature of some words, in hexadecimal digits."""
        return self._key.sign(words.encode()).hex()


def is_signed(words: str, signature: str, public: str) -> bool:
    """Whether a public key confirms a signature."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), words.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
