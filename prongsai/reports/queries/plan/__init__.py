"""What a report says about a plan: its measures, how far they are, and what they answer."""
