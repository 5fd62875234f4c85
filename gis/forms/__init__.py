"""What is typed and drawn on the plan’s pages."""
