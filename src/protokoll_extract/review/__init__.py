"""A person looks: doubtful values out as a table, corrections in as a plain file that every run applies."""
