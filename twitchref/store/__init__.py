"""The compendium as an SQLite file, and reading one answer's worth from it: the only user of sqlite3."""
