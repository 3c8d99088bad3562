"""Pool and policy put together: the positions, what each rule is counted over, the goals in order."""
