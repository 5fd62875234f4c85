"""What changes the plan, a file for each area."""
