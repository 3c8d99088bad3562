"""What every other package may use: bilingual texts, faults, exact ratios, positions, progress."""
