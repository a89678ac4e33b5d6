"""What people write about plans, as plain values."""
