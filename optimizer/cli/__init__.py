"""The command line: where bytes come from, how blocks are printed, what the exit codes mean."""
