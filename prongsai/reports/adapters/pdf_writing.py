"""A PDF file written from its first object to its last, holding no object in memory.

Small objects are packed and compressed together, as PDF 1.5 allows, so that a file of thousands of
tagged pages stays small.
"""

import zlib
from array import array
from hashlib import md5
from typing import BinaryIO

#: Objects that are packed together, and the largest that is.
_TOGETHER, _LARGEST = 200, 20_000
_IN_FILE, _PACKED = 1, 2


class Writer:
    """Objects as they come, numbered from 1; `close` writes where each of them is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._place = 0
        self._digest = md5(usedforsecurity=False)
        #: Kind, place and position of every object by its number; 0 is nobody's.
        self._kinds, self._places, self._positions = array("B"), array("Q"), array("H")
        self._waiting: list[tuple[int, bytes]] = []
        self.reserve(1)
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self, count: int) -> int:
        """Return the first of some numbers that nothing has yet."""
        first = len(self._kinds)
        self._kinds.extend([0] * count)
        self._places.extend([0] * count)
        self._positions.extend([0] * count)
        return first

    def add(self, number: int, body: bytes) -> None:
        """Write an object that is no stream."""
        if len(body) > _LARGEST:
            self._begin(number)
            self._write(body + b"\nendobj\n")
            return
        self._waiting.append((number, body))
        if len(self._waiting) >= _TOGETHER:
            self._pack()

    def add_stream(self, number: int, told: bytes, content: bytes) -> None:
        """Write a stream; `told` are the entries of its dictionary but the length."""
        self._begin(number)
        self._write(b"<< %s /Length %d >>\nstream\n" % (told, len(content)))
        self._write(content)
        self._write(b"\nendstream\nendobj\n")

    def close(self, root: int) -> None:
        """Write the table of all objects, and which of them is the root."""
        self._pack()
        table = self.reserve(1)
        start = self._place
        self._kinds[table], self._places[table] = _IN_FILE, start
        rows = b"".join(
            bytes((kind,)) + place.to_bytes(5, "big") + position.to_bytes(2, "big")
            for kind, place, position in zip(
                self._kinds, self._places, self._positions, strict=True
            )
        )
        name = self._digest.hexdigest().encode()
        told = b"/Type /XRef /W [1 5 2] /Size %d /Root %d 0 R /ID [<%s> <%s>] /Filter /FlateDecode"
        self._write(b"%d 0 obj\n" % table)
        packed = zlib.compress(rows)
        self._write(
            b"<< %s /Length %d >>\nstream\n" % (told % (table + 1, root, name, name), len(packed))
        )
        self._write(packed)
        self._write(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)

    def _begin(self, number: int) -> None:
        self._kinds[number], self._places[number] = _IN_FILE, self._place
        self._write(b"%d 0 obj\n" % number)

    def _pack(self) -> None:
        """Write the objects that wait as one compressed stream."""
        if not self._waiting:
            return
        holder, at = self.reserve(1), 0
        index = []
        for position, (number, body) in enumerate(self._waiting):
            index.append(b"%d %d" % (number, at))
            at += len(body) + 1
            self._kinds[number], self._places[number] = _PACKED, holder
            self._positions[number] = position
        head = b" ".join(index) + b"\n"
        content = zlib.compress(head + b"\n".join(body for _, body in self._waiting))
        told = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(index), len(head))
        self._waiting = []
        self.add_stream(holder, told, content)

    def _write(self, some: bytes) -> None:
        self._file.write(some)
        self._digest.update(some)
        self._place += len(some)
