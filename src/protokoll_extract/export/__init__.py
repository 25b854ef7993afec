"""From a Protokoll to bytes and files."""
