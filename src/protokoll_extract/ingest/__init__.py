"""From bytes to SourceText: the kind of a file is judged by its content."""

from protokoll_extract.ingest.read import read_source

__all__ = ["read_source"]
