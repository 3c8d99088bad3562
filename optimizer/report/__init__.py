"""What is said about a plan: blocks of facts turned into words once, for the command line, the pages and the documents."""
