"""What a report says, block by block, read from the history of an agency."""
