"""What of the world outside plans reach: mail, files of office programs, pictures."""
