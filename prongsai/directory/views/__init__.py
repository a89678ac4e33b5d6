"""Pages of people: their own account, and the ground of every page of the working area."""
