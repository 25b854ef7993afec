"""From text to findings: each value with its places."""
