"""What is disclosed, what was decided about it, and what counts."""
