"""What may be done with a plan, and plans as plain values."""
