"""QR codes as drawings: one shape, so that no viewer shows seams between its squares."""

from collections.abc import Iterator, Sequence

import segno

#: White squares around, without which readers find nothing.
_BORDER = 4


def qr_matrix(words: str) -> list[list[bool]]:
    """Return which squares of a QR code are dark; it stays readable when 15 % of it is covered."""
    code = segno.make(words, error="m", micro=False, boost_error=False)
    return [[bool(square) for square in row] for row in code.matrix]


def qr_drawing(words: str) -> str:
    """Return a QR code as SVG, black on white."""
    matrix = qr_matrix(words)
    side = len(matrix) + 2 * _BORDER
    shape = "".join(
        f"M{start + _BORDER} {line + _BORDER}h{length}v1h-{length}z"
        for line, row in enumerate(matrix)
        for start, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path d="{shape}"/></svg>'
    )


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield (first, how many) of dark squares that stand side by side."""
    start = None
    for place, dark in enumerate([*row, False]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None
