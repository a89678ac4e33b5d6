"""Signing the chain of captures, once a day: what was there then cannot be replaced unnoticed.

It proves that who holds the installation's key saw this chain, not when: for that a time stamp of
somebody else is added, or the seal is published.
"""

from datetime import date
from pathlib import Path

from django.conf import settings

from prongsai.evidence.adapters.signing import SigningKey, is_signed
from prongsai.evidence.models import Capture, Seal


def seal_day(day: date) -> Seal | None:
    """Sign the chain as it is, as that of a day; None while there are no captures.

    A day is sealed once: the seal that is there is returned.
    """
    there = Seal.objects.filter(day=day).first()
    last = Capture.objects.order_by("-number").first()
    if there is not None or last is None:
        return there
    key = _key()
    told = {
        "number": last.number,
        "head": last.sha256,
        "key": key.name,
        "signature": key.sign(_words(day, last.number, last.sha256)),
    }
    return Seal.objects.get_or_create(day=day, defaults=told)[0]


def broken_seals() -> list[date]:
    """Return the days whose seal is not ours, or whose capture is not the one that was sealed."""
    public, name = _key().public, _key().name
    sealed = Seal.objects.values("number")
    heads = dict(Capture.objects.filter(number__in=sealed).values_list("number", "sha256"))
    return [
        seal.day
        for seal in Seal.objects.order_by("day")
        if seal.key != name
        or heads.get(seal.number) != seal.head
        or not is_signed(_words(seal.day, seal.number, seal.head), seal.signature, public)
    ]


def public_key() -> str:
    """Return the public key in hexadecimal digits, for whoever verifies seals elsewhere."""
    return _key().public


def words_of(seal: Seal) -> bytes:
    """Return a seal as it is stamped by others: what was signed, the key and the signature."""
    return f"{_words(seal.day, seal.number, seal.head)} {seal.key} {seal.signature}".encode()


def _words(day: date, number: int, head: str) -> str:
    return f"prongsai evidence {day.isoformat()} {number} {head}"


def _key() -> SigningKey:
    return SigningKey(Path(settings.PRONGSAI_HOME))
