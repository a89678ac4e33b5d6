"""What can be done with evidence: look at pages, keep what they showed."""
