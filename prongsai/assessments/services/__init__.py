"""What can be done with rounds: plan, open, close; enter agencies; change dates."""
