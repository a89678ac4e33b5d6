"""What is asked of plans: their content, their progress, their effect."""
