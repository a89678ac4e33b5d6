"""Evidence: what agencies disclose, and dated copies of what their links really showed.

A *link* is fetched into a *capture*: the answer as it came, with its headers and redirects, kept in
an archive in the WARC format under the SHA-256 of its bytes, never changed. What is fetched are
public addresses alone: a link must not lead into the network where this program runs.
"""
