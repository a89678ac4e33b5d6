"""What every room stands on: the one kind of error that people are meant to read."""
