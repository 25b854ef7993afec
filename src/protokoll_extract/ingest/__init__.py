"""From bytes to SourceText."""
