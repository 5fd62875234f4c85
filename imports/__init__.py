"""Legacy registers: staged, understood, checked, committed."""
