"""Names of people: in which order a list has them, and how they are marked (docs/names.md)."""
