"""What pages may load."""

#: Everything a page shows comes from here: nobody else learns who reads what.
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
