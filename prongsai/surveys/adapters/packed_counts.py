"""Answers of a plain Parquet file counted by NumPy: all options of a part in one sum."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from prongsai.foundation.adapters.arrow import values_of
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.tally import Tally, empty_tally
from prongsai.surveys.rules import BAD, NO_ANSWER, Mapping

#: Rows at a time: what is made of a column then stays in the processor's cache.
_ROWS = 1 << 17
#: Answers that are read at once; a group of rows that has more, or more bytes, is left to others.
_AT_ONCE, _MOST = 1 << 26, 1 << 28
#: Bytes of a number: one an option, the last for what is none.
_LANES = 8
#: So many rows at most are summed in one byte.
_FULL = 255
#: So many sums of each part are kept before they are put together by agency.
_KEPT = 1 << 16

Places = NDArray[np.int64]
Packed = NDArray[np.uint64]


class NotPlain(Exception):
    """The file has something in it that is to be read otherwise."""


@dataclass(eq=False)
class _Counts:
    """What was counted so far, with what is still to be put together.

    agencies: code -> its place
    owners, sums: of each batch whose each sum is, and the sums: (parts, sums)
    """

    edition: Edition
    leaves: list[int]
    rows: int
    tally: Tally = field(init=False)
    agencies: dict[str, int] = field(default_factory=dict)
    owners: list[Places] = field(default_factory=list)
    sums: list[Packed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tally = empty_tally(self.edition, ())

    def add(self, codes: list[str], pieces: Places, sums: Packed) -> None:
        """Add the sums of a batch: so many pieces of each agency, one after the other."""
        places = [self.agencies.setdefault(code, len(self.agencies)) for code in codes]
        self.owners.append(np.repeat(np.array(places, np.int64), pieces))
        self.sums.append(sums)
        if sum(map(len, self.owners)) > _KEPT:
            self.put_together()

    def put_together(self) -> None:
        """Add what was summed to the tally, agencies in the order of their codes.

        Raises:
            NotPlain: an answer is none of its part's options.
        """
        if not self.owners:
            return
        codes = tuple(sorted(self.agencies))
        row = np.empty(len(codes), np.int64)
        row[[self.agencies[code] for code in codes]] = np.arange(len(codes))
        owners = row[np.concatenate(self.owners)]
        order = np.argsort(owners, kind="stable")
        first = _changes(owners[order])
        mine = owners[order][first]
        found = empty_tally(self.edition, codes, self.rows)
        for place, leaf in enumerate(self.leaves):
            packed = np.concatenate([sums[place] for sums in self.sums])[order]
            if (packed >> 8 * (_LANES - 1)).any():
                raise NotPlain
            for option in range(len(self.edition.nodes[self.edition.leaves[leaf]].options)):
                one = (packed >> 8 * option) & _FULL
                found.counts[mine, leaf, option] = np.add.reduceat(one, first)
        self.tally = found + self.tally if self.tally.agencies else found
        self.owners, self.sums = [], []


def count_plain(path: Path, mapping: Mapping, edition: Edition, only_year: str | None) -> Tally:
    """Count a Parquet file with one row a person, whole numbers as answers, and no faults.

    Raises:
        NotPlain: it is another file.
    """
    leaves = list(mapping.leaves.values())
    options = [len(edition.nodes[edition.leaves[leaf]].options) for leaf in leaves]
    is_dated = only_year is not None and "year_be" in mapping.roles
    if is_dated or "agency" not in mapping.roles or not 0 < max(options, default=0) < _LANES:
        raise NotPlain
    columns = [mapping.roles["agency"], *mapping.leaves]
    lanes = [_lanes(count) for count in options]
    with pq.ParquetFile(path, read_dictionary=columns[:1]) as file:
        _require_plain(file.schema_arrow, columns)
        counts = _Counts(edition, leaves, file.metadata.num_rows)
        for groups in _portions(file.metadata, len(columns)):
            table = file.read_row_groups(groups, columns)
            for batch in table.to_batches(max_chunksize=_ROWS):
                _count_batch(batch, columns, lanes, counts)
    counts.put_together()
    return counts.tally


def _require_plain(schema: Any, columns: list[str]) -> None:
    kinds = {column.name: column.type for column in schema}
    code, *answers = (kinds[column] for column in columns)
    is_text = pa.types.is_dictionary(code) and code.value_type in {pa.string(), pa.large_string()}
    if len(kinds) < len(schema) or not is_text or not all(map(pa.types.is_integer, answers)):
        raise NotPlain


def _lanes(options: int) -> Packed:
    """Return what an answer becomes by the byte in its cell."""
    lanes = np.full(BAD + 1, 1 << 8 * (_LANES - 1), np.uint64)
    lanes[NO_ANSWER] = 0
    lanes[NO_ANSWER + 1 : options + 1] = [1 << 8 * place for place in range(options)]
    return lanes


def _portions(about: Any, columns: int) -> Iterator[list[int]]:
    """Yield groups of rows to be read together.

    Raises:
        NotPlain: one of them is too large to be held in memory.
    """
    portion: list[int] = []
    answers = 0
    for group in range(about.num_row_groups):
        rows = about.row_group(group)
        more = rows.num_rows * columns
        if max(more, rows.total_byte_size) > _MOST:
            raise NotPlain
        if portion and answers + more > _AT_ONCE:
            yield portion
            portion, answers = [], 0
        portion.append(group)
        answers += more
    if portion:
        yield portion


def _count_batch(batch: Any, columns: list[str], lanes: list[Packed], counts: _Counts) -> None:
    codes, starts, pieces, order = _pieces(batch.column(columns[0]))
    sums = np.empty((len(lanes), len(starts)), np.uint64)
    packed = np.empty(len(batch), np.uint64)
    for place, column in enumerate(columns[1:]):
        cells = _bytes_of(batch.column(column))
        lanes[place].take(cells if order is None else cells[order], mode="clip", out=packed)
        np.add.reduceat(packed, starts, out=sums[place])
    counts.add(codes, pieces, sums)


def _pieces(agency: Any) -> tuple[list[str], Places, Places, Places | None]:
    """Cut a batch into pieces that fit into a byte, each of rows of one agency.

    Out: agencies, the first row of each piece, how many each agency has, and the order that brings
         the rows of an agency together (None: they are)

    Raises:
        NotPlain: a row names no agency.
        pyarrow.ArrowInvalid: the column is damaged.
    """
    agency.validate(full=True)
    places, known = values_of(agency.indices)
    if known is not None:
        raise NotPlain
    begins, order = _changes(places), None
    if len(np.unique(places[begins])) < len(begins):
        order = np.argsort(places, kind="stable")
        places = places[order]
        begins = _changes(places)
    words = [word.strip() for word in agency.dictionary.to_pylist()]
    codes = [words[place] for place in places[begins].tolist()]
    if not all(codes):
        raise NotPlain
    pieces = -(-np.diff(begins, append=len(places)) // _FULL)
    first = np.cumsum(pieces) - pieces
    within = np.arange(pieces.sum()) - np.repeat(first, pieces)
    return codes, np.repeat(begins, pieces) + within * _FULL, pieces, order


def _changes(places: NDArray[Any]) -> Places:
    """Return where another value begins; none is below 0."""
    return np.flatnonzero(np.diff(places, prepend=-1))


def _bytes_of(answers: Any) -> NDArray[np.uint8]:
    """Return the positions of options as bytes; what no byte can hold is none of any part."""
    values, known = values_of(answers)
    if values.dtype != np.uint8:
        values = np.where((values < 0) | (values > BAD), BAD, values).astype(np.uint8)
    return values if known is None else np.where(known, values, np.uint8(NO_ANSWER))
