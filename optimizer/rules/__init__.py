"""The rule book: one module per kind of rule (fields, rows, head-count checker, sentences, example); `registry` finds them."""
