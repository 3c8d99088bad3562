"""Files on the user's disk: whole or not at all."""
