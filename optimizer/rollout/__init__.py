"""Many associations at once: who there is, what is due when, how far the heads are in, who holds what in two places."""
