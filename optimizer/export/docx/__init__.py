"""Word documents: a paper on A4 in the layout of official documents (GB/T 9704-2012)."""

from optimizer.export.docx.writer import docx

__all__ = ["docx"]
