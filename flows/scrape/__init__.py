"""Discover, fetch, archive and parse articles."""
