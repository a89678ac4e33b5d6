"""Drawing on the terminal: tables, bars and cards that read as well without colour."""
