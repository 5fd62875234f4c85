"""What the import's pages show."""
