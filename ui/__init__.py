"""The pages: they choose inputs, start a job, and draw the blocks the report gives them. Nothing is counted here."""
