"""The integer program in the positions form: columns, rows and goals as arrays of whole numbers, no solver in sight."""
