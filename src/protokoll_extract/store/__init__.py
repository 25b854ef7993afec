"""The archive: documents in a database that can be searched, in SQLite or PostgreSQL."""
