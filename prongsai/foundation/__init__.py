"""What every room stands on.

The one kind of error that people are meant to read; the *audit trail* of every change; *background
jobs*, asked for by people and done by the worker; the look of the pages and the charts on them;
editions by name; careful reading and writing of tables.
"""
