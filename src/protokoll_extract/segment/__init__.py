"""From SourceText to lines and outline."""
