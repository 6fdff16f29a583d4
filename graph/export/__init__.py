"""Exports for other tools, one module a format."""
