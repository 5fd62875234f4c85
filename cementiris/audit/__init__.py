"""Who changed and who read what: history by triggers, and an append-only log of readings."""
