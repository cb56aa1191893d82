"""The reference as a folder of web pages."""
