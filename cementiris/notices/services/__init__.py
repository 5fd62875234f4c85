"""What is done with campaigns: planning, production, following up."""
