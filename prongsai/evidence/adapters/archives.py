"""Archives of captures: files in the WARC format that are written once and only ever grow.

Every process writes files of its own. What was kept is found again by file, place and length.
Source: ISO 28500:2017 (WARC 1.1).
"""

import io
import os
import secrets
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from prongsai.evidence.adapters.fetching import AGENT, Fetched, Hop
from prongsai.evidence.rules.captures import ArchiveDamaged

_WARC = "1.1"
#: A file that is longer is followed by another one.
_LARGEST = 512 * 2**20
#: Said of the transport, not of what was sent: the bytes are kept without them.
_OF_TRANSPORT = frozenset({"transfer-encoding", "connection", "keep-alive"})


@dataclass(frozen=True)
class Kept:
    """Where a capture is: file below the folder of archives, first byte and length."""

    file: str
    start: int
    length: int


@dataclass(frozen=True)
class Earlier:
    """A capture whose body had the same bytes: its link, and when it was asked for."""

    link: str
    asked_at: datetime


class Archive:
    """Writes captures to files of its own below a folder, by day."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: io.BufferedWriter | None = None
        self._name = ""

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self._end()

    def keep(self, fetched: Fetched, *, day: date, earlier: Earlier | None = None) -> Kept:
        """Add all answers of a fetch; a body that was kept before is referred to, not repeated.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
        """
        file = self._open(day)
        start = file.tell()
        writer = WARCWriter(file, gzip=True, warc_version=_WARC)
        for hop in fetched.hops:
            is_last = hop is fetched.last
            body = fetched.body if is_last else b""
            writer.write_record(_record(writer, hop, body, fetched, earlier if is_last else None))
        return Kept(self._name, start, file.tell() - start)

    def flush(self) -> None:
        """Make sure that what was kept outlasts a crash of the machine."""
        if self._file:
            self._file.flush()
            os.fsync(self._file.fileno())

    def _open(self, day: date) -> io.BufferedWriter:
        of_day = f"{day:%Y/%m/%d}/"
        if self._file and (self._file.tell() > _LARGEST or not self._name.startswith(of_day)):
            self._end()
        if self._file is None:
            self._name = f"{of_day}{secrets.token_hex(8)}.warc.gz"
            path = self._folder / self._name
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("xb")
            self._file.write(head_of_file(path.name))
        return self._file

    def _end(self) -> None:
        if self._file:
            self.flush()
            self._file.close()
            self._file = None


def head_of_file(name: str) -> bytes:
    """Return the record that an archive begins with: what wrote it, and in which format."""
    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=True, warc_version=_WARC)
    facts = {"software": AGENT, "format": f"WARC File Format {_WARC}"}
    writer.write_record(writer.create_warcinfo_record(name, facts))
    return packed.getvalue()


def bytes_of(folder: Path, kept: Kept) -> bytes:
    """Return a capture as it lies in its archive.

    Raises:
        OSError: the archive is not there.
        ArchiveDamaged: it ends before the capture does.
    """
    with (folder / kept.file).open("rb") as file:
        file.seek(kept.start)
        packed = file.read(kept.length)
    if len(packed) != kept.length:
        raise ArchiveDamaged(file=kept.file, start=kept.start)
    return packed


def records_of(folder: Path, kept: Kept) -> Iterator[tuple[str, StatusAndHeaders, bytes]]:
    """Yield the link, the HTTP head and the body of every answer of a capture.

    Raises:
        OSError: the archive is not there.
        ArchiveDamaged: what is there is not what was kept.
    """
    packed = io.BytesIO(bytes_of(folder, kept))
    try:
        for record in ArchiveIterator(packed, check_digests="raise"):
            link = record.rec_headers.get_header("WARC-Target-URI")
            yield link, record.http_headers, record.raw_stream.read()
    except ArchiveLoadFailed as error:
        raise ArchiveDamaged(file=kept.file, start=kept.start) from error


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of a body, in hexadecimal digits."""
    return sha256(body).hexdigest()


def _record(
    writer: WARCWriter, hop: Hop, body: bytes, fetched: Fetched, earlier: Earlier | None
) -> ArcWarcRecord:
    head = StatusAndHeaders(
        f"{hop.status} {hop.reason}".strip(),
        [(name, value) for name, value in hop.headers if name.lower() not in _OF_TRANSPORT],
        protocol="HTTP/1.1",
    )
    told = {"WARC-Date": _moment(hop.asked_at), "WARC-IP-Address": hop.address}
    digest = f"sha256:{b32encode(sha256(body).digest()).decode()}"
    if fetched.is_cut and hop is fetched.last:
        told["WARC-Truncated"] = "length"
    if earlier is not None:
        return writer.create_revisit_record(
            hop.link,
            digest,
            earlier.link,
            _moment(earlier.asked_at),
            http_headers=head,
            warc_headers_dict=told,
        )
    told["WARC-Payload-Digest"] = digest
    return writer.create_warc_record(
        hop.link,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=head,
        warc_headers_dict=told,
    )


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
