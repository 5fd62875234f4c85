"""What the county sees across towns: figures and places that each town writes of itself, and nothing of its people."""
