"""Groups: named predicates over a person's attributes and appointment, read from a policy, judged two independent ways."""
