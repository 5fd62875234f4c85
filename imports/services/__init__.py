"""What can be done with an import: stage it, check it, commit it, tell about it."""
