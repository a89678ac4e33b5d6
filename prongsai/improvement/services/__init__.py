"""What can be done with plans: draw up, change, approve, follow up, bring in, give out."""
