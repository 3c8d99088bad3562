"""Tables of electing units that ship, for the sample pools."""
