"""Long work: a queue in PostgreSQL, tasks that know their town, and progress that a page can show."""
