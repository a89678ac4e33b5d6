"""Engines that tally files of answers, all alike: `columns_of`, `years_of`, `tally`.

The plain one says what a row means, DuckDB and Spark count large files, all with equal integers.
"""
