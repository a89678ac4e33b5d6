"""Which links are fetched at all, and what they may lead to."""
