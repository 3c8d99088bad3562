"""The roster: counted again by head outside the solver, with its ties, its stacking and the data to settle."""
