"""Seats to electing units, and a whole body's quotas handed down to them; exact, ties told."""
