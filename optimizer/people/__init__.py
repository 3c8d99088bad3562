"""The pool: who could be chosen, read from the organisers' own tables."""
