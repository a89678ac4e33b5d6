"""What people send, as plain values: sheets of answers, ways in, interviews."""
