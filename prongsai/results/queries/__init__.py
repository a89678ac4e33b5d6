"""What can be asked about a scored round: its rows, their ranks, and how they are put in JSON."""
