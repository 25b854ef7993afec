"""Across documents: the same people, their mandates, and the matters that come back."""
