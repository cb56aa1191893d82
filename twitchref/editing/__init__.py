"""What an editor asks for beside checking: a new file, an explanation, a mending, what changed."""
