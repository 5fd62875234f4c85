"""Plan, elevation, survey files and map layers of a cemetery."""
