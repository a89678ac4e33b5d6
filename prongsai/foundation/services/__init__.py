"""What can be done that belongs to no other room."""
