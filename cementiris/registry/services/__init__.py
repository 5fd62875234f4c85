"""The acts of the register: verbs, keyword-only, atomic, locked, judged by rules and written into the journal."""
