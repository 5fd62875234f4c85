"""The plan’s pages, a file for each thing one does there."""
