"""Assessments: rounds, their phases, and who takes part.

A *round* is one edition being run over many agencies. When it opens, the edition is frozen: its
files are kept under their hash. A *phase* has dates; each change of them is recorded with who,
when and why. *Participation* is one agency in a round, with its headcounts, approved by its
executive.

planned -> collecting -> closed -> scored; publishing is a matter of results.
"""
