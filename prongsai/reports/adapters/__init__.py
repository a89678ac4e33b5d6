"""Formats: what sets a document as PDF, DOCX, XLSX or HTML. Each is loaded when it is asked for."""

import os

# The dictionary of Thai would make a folder in the home of whoever asks for a report.
os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
