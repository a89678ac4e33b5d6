"""Engines that tally files of answers. Each has `columns_of` and `tally`; all give equal integers."""
