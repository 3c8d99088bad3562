"""One module a page; the folder must not be called `pages`, which Streamlit would read by rules of its own."""
