"""Stores of article graphs."""
