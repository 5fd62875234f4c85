"""The rules of the register (R1 to R80 of the domain, X codes of the project): pure functions over frozen facts."""
