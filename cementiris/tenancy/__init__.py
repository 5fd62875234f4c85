"""How towns are kept apart: the scope, the base model, and the migration operations that make the database guard it."""
