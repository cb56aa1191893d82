"""The rules across entries: one function per rule; `@means` says what the rule's code means."""
