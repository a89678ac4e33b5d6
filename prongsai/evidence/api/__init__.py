"""Disclosures, reviews and objections for programs: the same as the pages, with a key."""
