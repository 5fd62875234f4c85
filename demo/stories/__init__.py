"""What happened in the invented towns over the years, told through the very services that a clerk's pages use."""
