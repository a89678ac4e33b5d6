"""The table of a year, kept as a file: a whole country takes minutes to gather, and rarely changes.

Whoever asks first reads it while it is gathered, and it is kept along the way; all others get the
file.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

#: Bytes that are handed on at once.
_PIECE = 1 << 16


def kept_table(
    folder: Path, name: str, version: str, made: Callable[[], Iterable[bytes]]
) -> Iterator[bytes]:
    """Yield a table in pieces: of the file of this version, or as it is made.

    In: `made` is asked only where there is no file
    """
    path = folder / f"{name}-{version}"
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return _making(path, folder.glob(f"{name}-*"), made())
    return _read(file)


def _read(file: BinaryIO) -> Iterator[bytes]:
    with file as opened:
        while piece := opened.read(_PIECE):
            yield piece


def _making(path: Path, before: Iterable[Path], lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what is made and keep it, unless the reader goes away before its end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix="making-", delete=False) as making:
        try:
            for piece in _pieces(lines):
                making.write(piece)
                yield piece
            making.flush()
            for older in list(before):
                older.unlink(missing_ok=True)
            Path(making.name).replace(path)
        finally:
            Path(making.name).unlink(missing_ok=True)


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    held, size = list[bytes](), 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= _PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)
