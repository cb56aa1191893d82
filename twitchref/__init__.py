"""An offline, cited reference about muscle twitching by body site."""

__version__ = "0.1.0"
