"""The rules across entries: one function a rule, its docstring what the rule's code means."""
