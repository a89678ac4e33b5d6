"""What of the world outside plans reach: mail."""
