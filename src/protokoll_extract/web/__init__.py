"""The desk: the archive as pages to read and as an API."""
