"""Consistency of what is printed: sums, lists, and what should follow from the scores.

Each rule has an id, a severity, a sentence and, where one can be told, a proposed correction.
`check` runs them all over the years of one agency.
"""
