"""The application layer: what the command line and the pages call. Bytes in, proposals, blocks and bytes out."""
