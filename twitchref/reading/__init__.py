"""YAML on the disk as a compendium and the problems found on the way."""
