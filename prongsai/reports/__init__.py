"""Reports: documents made from what the other rooms know.

A *document* is a list of blocks (headings, paragraphs, tables, charts) that knows nothing of
paper; a *format* (PDF, DOCX, XLSX, HTML) sets it. The same document gives the same numbers in
every format.
"""
