"""The sentences of the plan, a file for each area."""
