"""The pages as somebody at a browser meets them: a server, what is done at a page, what is looked at, pictures."""
