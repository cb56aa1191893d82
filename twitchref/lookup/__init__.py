"""From what a person typed to the entries that are meant."""
