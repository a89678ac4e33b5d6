"""How the nation comes about: chance, agencies, names, answers, verdicts, history; no files."""
