"""Arrow's columns as NumPy's arrays and back, by their buffers: no cell becomes an object.

pyarrow loads pandas as soon as it is given an array that might be one of pandas' own, and a module
of functions as soon as it casts; either takes longer than a nation's tables. Buffers need neither.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_NUMBERS = {
    np.dtype(np.int32): pa.int32(),
    np.dtype(np.int64): pa.int64(),
    np.dtype(np.float64): pa.float64(),
}
#: Digits that the lower half of a decimal's 16 bytes holds.
_DIGITS = 18


def values_of(array: Any) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """Return the values of an Arrow array of numbers, and which are known; None: all are.

    Whole and floating numbers share the array's memory; of decimals and of text come float64.
    What stands where none is known means nothing.

    Raises:
        pyarrow.ArrowInvalid: a text is no number.
    """
    is_small = pa.types.is_decimal128(array.type) and array.type.precision <= _DIGITS
    if not (is_small or pa.types.is_integer(array.type) or pa.types.is_floating(array.type)):
        array = array.cast(pa.float64())
    bits, numbers = array.buffers()
    begin, end = array.offset, array.offset + len(array)
    if is_small:
        values = np.frombuffer(numbers or b"", "<i8")[::2][begin:end] / 10.0**array.type.scale
    else:
        values = np.frombuffer(numbers or b"", array.type.to_pandas_dtype())[begin:end]
    if bits is None or array.null_count == 0:
        return values, None
    known = np.unpackbits(np.frombuffer(bits, np.uint8), bitorder="little")[begin:end]
    return values, known.astype(np.bool_)


def numbers_to_arrow(values: NDArray[Any], known: NDArray[np.bool_] | None = None) -> Any:
    """Return int32, int64 or float64 numbers as an Arrow array, null where they are not known."""
    bits = None if known is None else pa.py_buffer(np.packbits(known, bitorder="little"))
    numbers = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(_NUMBERS[values.dtype], len(values), [bits, numbers])


def words_to_arrow(words: Sequence[str], places: NDArray[np.int32]) -> Any:
    """Return text as an Arrow array: of each row the place of its word; below 0 is null.

    In: words, each once
    """
    written = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, written)], dtype=np.int32)
    table = pa.StringArray.from_buffers(
        len(words), pa.py_buffer(ends), pa.py_buffer(b"".join(written))
    )
    known = places >= 0
    return pa.DictionaryArray.from_arrays(
        numbers_to_arrow(places, None if known.all() else known), table
    )
