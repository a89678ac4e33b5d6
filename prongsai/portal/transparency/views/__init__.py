"""Pages, and data for programs."""
