"""What is public of disclosures: of one agency, of a year, of all."""
