"""Two extractions of the same minutes, or two states of an archive: what is different."""
