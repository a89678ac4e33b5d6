"""The physical limit: every byte of a folder's tables decoded, and nothing done with it."""

import sys
from pathlib import Path

import pyarrow.parquet as pq

for path in sorted(Path(sys.argv[1]).iterdir()):
    if path.suffix == ".parquet":
        pq.ParquetFile(path).read()
    elif path.is_file():
        path.read_bytes()
