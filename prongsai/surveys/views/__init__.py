"""The pages on which people answer, and where they find that they were counted."""
