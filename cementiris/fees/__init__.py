"""What acts cost: the tariffs of a town, and the quote."""
