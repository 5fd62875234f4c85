"""The screens of the import."""
