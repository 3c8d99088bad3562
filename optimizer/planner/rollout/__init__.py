"""Planning many associations with one command: their table, their pools, the runs and what comes of them."""
