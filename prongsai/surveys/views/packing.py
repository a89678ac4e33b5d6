"""Pages whose long part is the same for everybody, compressed once."""

import struct
import zlib
from dataclasses import dataclass

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_RAW = -zlib.MAX_WBITS


@dataclass(frozen=True)
class Packed:
    """The end of a page, plain and compressed."""

    plain: bytes
    deflated: bytes


def packed(plain: bytes) -> Packed:
    """Compress the end of a page, so that any beginning can be put before it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    return Packed(plain, packer.compress(plain) + packer.flush())


def gzipped(start: bytes, end: Packed) -> bytes:
    """Return a whole page in gzip; only its beginning is compressed now."""
    packer = zlib.compressobj(1, zlib.DEFLATED, _RAW)
    deflated = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    check = zlib.crc32(end.plain, zlib.crc32(start))
    length = (len(start) + len(end.plain)) & 0xFFFFFFFF
    return _HEADER + deflated + end.deflated + struct.pack("<II", check, length)
