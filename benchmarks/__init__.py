"""Measurements against a named peer and the physical limit, in the same run, as ratios."""
