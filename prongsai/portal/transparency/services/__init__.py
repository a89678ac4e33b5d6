"""What is handed out: tables, and files that agencies disclosed."""
