"""Files of the outside world, read carefully: encodings, delimiters, sheets, packed bombs."""
