"""What a document consists of, how its words are set, and what is refused."""
