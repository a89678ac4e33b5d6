"""Editions: everything that defines the assessment of one fiscal year, as data.

`files` says what the files of an edition may hold, `tree` what follows from them, `faults` what
contradicts itself, `library` where editions are found, `difference` what a new year changed.
"""
