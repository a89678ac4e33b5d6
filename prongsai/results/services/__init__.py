"""What can be done with results: score files, check them, ask what if, write tables."""
