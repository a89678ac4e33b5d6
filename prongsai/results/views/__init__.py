"""Public pages of results: the country, one agency, how its total came about."""
