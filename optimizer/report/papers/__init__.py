"""Documents to hand in, each as a `Paper`: blocks in reading order, before anybody writes them as docx, xlsx, Markdown or HTML."""
