"""Migration operations that make PostgreSQL keep towns apart (docs/adr/0001-tenancy.md)."""

from django.db.migrations.operations import RunSQL

POLICY = "municipality_id = (SELECT current_setting('app.municipality')::bigint)"


_OWN = ("own_town_adds", "own_town_changes", "own_town_removes")


def protect(table: str) -> RunSQL:
    """Give `table` its one policy and force it on the owner too.

    The sub-select is read once per query: without it an open server-side cursor would cross into the next town.
    """
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY own_town ON {table} USING ({POLICY}) WITH CHECK ({POLICY});",
        f"DROP POLICY own_town ON {table};ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;",
    )


def publish(table: str) -> RunSQL:
    """Let every town's figures in `table` be read by all, and each be written by its own town alone."""
    own = f"ON {table} FOR"
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY all_read {own} SELECT USING (true);"
        f"CREATE POLICY own_town_adds {own} INSERT WITH CHECK ({POLICY});"
        f"CREATE POLICY own_town_changes {own} UPDATE USING ({POLICY}) WITH CHECK ({POLICY});"
        f"CREATE POLICY own_town_removes {own} DELETE USING ({POLICY});",
        "".join(f"DROP POLICY {name} ON {table};" for name in ("all_read", *_OWN))
        + f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;",
    )


def same_municipality(table: str, column: str, parent: str) -> RunSQL:
    """Let `table`.`column` point only at rows of `parent` of the same town.

    Foreign-key checks bypass row-level security, so the pair itself carries the town. FORCE is lifted while
    the key is validated (else validation runs under the policy and passes or fails for the wrong reason).
    """
    lift, back = (
        "".join(f"ALTER TABLE {name} {word}FORCE ROW LEVEL SECURITY;" for name in dict.fromkeys((table, parent)))
        for word in ("NO ", "")
    )
    name = f"{table}_{column}_same_town"
    return RunSQL(
        f"{lift} ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (municipality_id, {column}) "
        f"REFERENCES {parent} (municipality_id, id) DEFERRABLE INITIALLY DEFERRED; {back}",
        f"ALTER TABLE {table} DROP CONSTRAINT {name};",
    )


def append_only(table: str) -> RunSQL:
    """Take the right to change or delete rows of `table` from the application: what is logged stays (R71)."""
    return RunSQL(
        f"REVOKE UPDATE, DELETE ON {table} FROM cem_app;",
        f"GRANT UPDATE, DELETE ON {table} TO cem_app;",
    )
