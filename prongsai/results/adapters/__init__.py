"""Files of results: published figures read, templates and tables written."""
