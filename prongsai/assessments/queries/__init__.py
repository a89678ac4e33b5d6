"""What is known of rounds, their editions and their agencies."""
