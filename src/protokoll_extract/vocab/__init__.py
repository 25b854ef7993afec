"""Swedish words as data: the loader of ``vocab/data``."""
