"""The world outside: sites that are fetched, archives that are written."""
