"""A plan as files: roster.json and the workbook, as bytes; writing them is `store`'s work."""
