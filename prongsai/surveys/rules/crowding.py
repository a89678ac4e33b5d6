"""How many sheets an open link takes at once, and what lets more of them in.

Nothing is written down: who is let wait is known by a hash that means nothing outside its process,
and is forgotten as soon as the next sheet from there would be welcome again.
"""

import re
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from threading import Lock

#: So many minutes' worth of sheets may come at once.
_AT_ONCE = 3
#: Seconds: a turn that is further off is not given out.
HORIZON = 600
#: Every so many seconds those who may come again are forgotten; at the latest when there are so
#: many of them: then the limit of the way in itself, which is one, stands alone for a moment.
_SWEPT, _MOST = 60, 100_000
#: Whoever has one IPv6 address has 2**64 of them.
_NETWORK = 64
_LONGEST_PROOF, _DIGEST_BITS = 20, 256
#: As some proxies write: 198.51.100.1:4711, [2001:db8::1]:4711.
_WITH_PORT = re.compile(r"([0-9.]+):\d+|\[([0-9a-fA-F:.]+)\](?::\d+)?")


class Turns:
    """When the next sheet of each may come (a bucket of tokens, kept as the time it is full)."""

    def __init__(self) -> None:
        self._full: dict[bytes, float] = {}
        self._swept = 0.0
        self._lock = Lock()

    def take(self, who: bytes, *, per_minute: int, now: float) -> float | None:
        """Take the next turn; return in how many seconds it is, None when that is too far off.

        In: `per_minute`: 0 is no limit; `now` in seconds
        """
        if per_minute <= 0:
            return 0.0
        apart = 60 / per_minute
        with self._lock:
            self._sweep(now)
            full = max(self._full.get(who, now), now)
            wait = max(0.0, full - now - (60 * _AT_ONCE - apart))
            if wait > HORIZON:
                return None
            self._full[who] = full + apart
            return wait

    def __len__(self) -> int:
        return len(self._full)

    def _sweep(self, now: float) -> None:
        if len(self._full) >= _MOST:
            self._full.clear()
        if now - self._swept > _SWEPT:
            self._full = {who: full for who, full in self._full.items() if full > now}
            self._swept = now


def is_proof(sheet: str, nonce: str, bits: int) -> bool:
    """Whether the SHA-256 of a sheet's name with the nonce begins with so many zero bits."""
    if not nonce or len(nonce) > _LONGEST_PROOF or not nonce.isascii():
        return False
    number = int.from_bytes(sha256(f"{sheet}{nonce}".encode()).digest())
    return number >> (_DIGEST_BITS - bits) == 0


def network_of(peer: str, forwarded: str, proxies: int) -> str:
    """Return the address that a request came from, as far as somebody trusted says so.

    In: `forwarded`: X-Forwarded-For, to which each of our own `proxies` has added one address;
        what stands before those was written by the visitor, and means nothing
    """
    added = [part.strip() for part in forwarded.split(",") if part.strip()] if proxies else []
    said = added[-proxies] if len(added) >= proxies > 0 else peer
    with_port = _WITH_PORT.fullmatch(said)
    said = with_port[1] or with_port[2] if with_port else said
    try:
        address = ip_address(said)
    except ValueError:
        return said
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(int(address) >> (address.max_prefixlen - _NETWORK))
    return said
