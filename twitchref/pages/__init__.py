"""Answers as pages: blocks of words, and a layout for every format."""
