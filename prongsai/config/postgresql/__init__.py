"""Django's PostgreSQL, with a server that starts when the first connection is wanted."""
