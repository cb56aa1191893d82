"""One run of the program: commands, options, streams and exit code."""
