"""Surveys: who may answer, what was answered, and the tally of it.

A *response* is the answer sheet of one person, without a trace of who it was; it comes in through a
*gate*, an address with or without one-time codes. The *tally* is how many responses of an agency
chose each option of each part. Files of answers in any usual shape are tallied by an
*engine*: the plain one (small files), Arrow (Parquet), DuckDB (large text), Spark (more than one
machine). The same file gives the same integers with each of them.
"""
