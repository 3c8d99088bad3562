"""The policy: bodies, offices, groups, rules and goals, read from a TOML file that people can write."""
