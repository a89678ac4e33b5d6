"""What can be done with reports: render one, write several into a folder, keep those of the web."""
