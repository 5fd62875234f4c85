"""A block as the wall one stands before: its cells, their looks, and the pictures for clerks and citizens."""
