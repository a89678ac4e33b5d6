"""Formats: what sets a document as PDF, DOCX, XLSX or HTML. Each is loaded when it is asked for."""
