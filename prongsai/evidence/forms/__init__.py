"""What people type on the pages of evidence, cleaned into plain values."""
