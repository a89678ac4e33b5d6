"""Time stamps of somebody else (RFC 3161): asked for, and read again years later.

What is sent to the authority is a hash with a random number; it learns nothing else.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import aiohttp
from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"
_SECONDS = 30
#: Bytes of an answer; they are of some thousands.
_LARGEST = 256 * 1024
_GOOD = 200


class NoStamp(Exception):
    """The authority gave none, or one that does not hold; says why."""


@dataclass(frozen=True)
class Stamped:
    """An authority's answer, DER, and when it says that it saw what was stamped."""

    token: bytes
    at: datetime


def asked_stamp(message: bytes, *, authority: str, certificates: Path) -> Stamped:
    """Have a message stamped; a stamp that does not hold is not taken.

    Raises:
        NoStamp
    """
    roots = _roots(certificates)
    request = TimestampRequestBuilder(message, HashAlgorithm.SHA256).build()
    try:
        token = asyncio.run(_sent(authority, request.as_bytes()))
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise NoStamp(f"{type(error).__name__}: {error}") from error
    return Stamped(token, _held(token, message, roots, request))


def read_stamp(token: bytes, message: bytes, *, certificates: Path) -> datetime:
    """Return when a message was stamped; nobody is asked for it.

    The authority's certificates must have been good at that time; they may have ended since.

    Raises:
        NoStamp: it is not of this message, or of another authority.
    """
    return _held(token, message, _roots(certificates), None)


def _roots(certificates: Path) -> list[Certificate]:
    try:
        return load_pem_x509_certificates(certificates.read_bytes())
    except (OSError, ValueError) as error:
        raise NoStamp(f"{certificates}: {error}") from error


async def _sent(authority: str, request: bytes) -> bytes:
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    headers = {"Content-Type": _QUERY, "Accept": _REPLY}
    # The operator named it: it may lie inside, and behind the proxy that the environment names.
    async with (
        aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
        session.post(authority, data=request, headers=headers) as answer,
    ):
        if answer.status != _GOOD:
            raise ValueError(f"HTTP {answer.status}")
        token = await answer.content.read(_LARGEST)
        while len(token) < _LARGEST and (more := await answer.content.read(_LARGEST)):
            token += more
        return token


def _held(
    token: bytes, message: bytes, roots: list[Certificate], request: TimeStampRequest | None
) -> datetime:
    """Return the time of a stamp that holds; with the request, that it is the answer to that."""
    try:
        response: TimeStampResponse = decode_timestamp_response(token)
        builder = VerifierBuilder.from_request(request) if request else VerifierBuilder()
        for root in roots:
            builder = builder.add_root_certificate(root)
        builder.build().verify_message(response, message)
    except (VerificationError, ValueError, TypeError) as error:
        raise NoStamp(f"{type(error).__name__}: {error}") from error
    return response.tst_info.gen_time
