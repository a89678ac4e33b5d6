"""How pages of plans say things."""
