"""From findings to people, bodies and presence."""
