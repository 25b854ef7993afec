"""Canonical text, page geometry, and the algebra of places in it."""
