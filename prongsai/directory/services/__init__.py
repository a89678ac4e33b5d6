"""What can be done with the directory: agencies are remembered, accounts made, duties given."""
