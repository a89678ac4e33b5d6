"""Engines that tally files of answers, all alike: `columns_of`, `years_of`, `tally`.

The plain one says what a row means; Arrow, DuckDB and Spark count large files to equal integers.
"""
