"""Pages of evidence: disclosing, captures, review, objections."""
