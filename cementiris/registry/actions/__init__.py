"""What can be done with a unit today, by kind of act."""
