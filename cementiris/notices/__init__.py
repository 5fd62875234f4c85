"""Campaigns of letters to the holders of rights."""
