"""Writes the Parquet tables of a folder as CSV into another."""

import sys
from pathlib import Path

import duckdb

source, target = Path(sys.argv[1]), Path(sys.argv[2])
for path in source.glob("*.parquet"):
    duckdb.sql(f"COPY (FROM '{path}') TO '{target / path.stem}.csv' (HEADER)")
