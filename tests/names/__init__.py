"""Order and marks of people's names."""
