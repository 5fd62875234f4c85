"""The citizens’ search."""
