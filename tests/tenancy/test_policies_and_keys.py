"""The database's own word that every table of a town is guarded, and that there is no way round."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, models, transaction

from cementiris.accounts.models import Membership, Municipality, User
from cementiris.county.models import CemeteryFigures, KindFigures, TownFigures
from tests.tenancy.catalogue import is_history, our_models, query, references

PUBLISHED = frozenset({TownFigures, CemeteryFigures, KindFigures})
"""Counts and places that each town writes of itself and the county reads of all (ADR 20). Adding one is a decision."""

ACROSS_TOWNS = frozenset({Municipality, User, Membership}) | PUBLISHED
"""These stand above the towns: one needs them to know which towns one may enter. Adding one is a decision."""

POLICY = "(municipality_id = ( SELECT (current_setting('app.municipality'::text))::bigint AS current_setting))"
LOGGED = ("audit_accesslog", "notices_letterevent")

pytestmark = pytest.mark.django_db


def owned_models() -> list[type[models.Model]]:
    return [model for model in our_models() if model not in ACROSS_TOWNS]


def policies() -> dict[str, tuple[Any, ...]]:
    rows = query(
        """
        SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, count(p.oid),
               min(pg_get_expr(p.polqual, p.polrelid)), min(pg_get_expr(p.polwithcheck, p.polrelid)),
               min(p.polcmd::text), bool_and(p.polpermissive)
        FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace GROUP BY c.oid
        """
    )
    return {row[0]: row[1:] for row in rows}


def test_every_town_table_has_exactly_one_forced_policy() -> None:
    found = policies()
    guarded = (True, True, 1, POLICY, POLICY, "*", True)
    lacking = {table for table in (model._meta.db_table for model in owned_models()) if found[table] != guarded}
    assert not lacking, "protect() them in a migration"


def test_what_a_town_publishes_is_read_by_all_and_written_by_itself_alone() -> None:
    rows = query(
        "SELECT c.relname, c.relforcerowsecurity, p.polcmd::text, pg_get_expr(p.polqual, p.polrelid),"
        " pg_get_expr(p.polwithcheck, p.polrelid) FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid"
    )
    own = {("r", "true", None), ("a", None, POLICY), ("w", POLICY, POLICY), ("d", POLICY, None)}
    for model in PUBLISHED:
        found = [row[1:] for row in rows if row[0] == model._meta.db_table]
        assert {row[1:] for row in found} == own, model
        assert all(row[0] for row in found), model


def test_what_a_town_publishes_names_nobody() -> None:
    allowed = {"name", "kind"}
    for model in PUBLISHED:
        texts = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
        }
        assert texts <= allowed, model


@pytest.mark.parametrize(
    "slip",
    [
        "DROP POLICY own_town ON registry_person",
        "ALTER TABLE registry_person NO FORCE ROW LEVEL SECURITY",
        "CREATE POLICY second ON registry_person USING (true)",
        "ALTER POLICY own_town ON registry_person WITH CHECK (true)",
    ],
)
def test_the_net_notices_a_slip(slip: str) -> None:
    before = policies()["registry_person"]
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE cem_owner; {slip}")
    assert policies()["registry_person"] != before


def test_every_table_with_a_town_column_is_guarded_even_without_a_model() -> None:
    rows = query(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND column_name = 'municipality_id' AND table_name IN (SELECT relname FROM pg_class WHERE relkind = 'r')"
    )
    across = {model._meta.db_table for model in ACROSS_TOWNS}
    assert {name for (name,) in rows} - across == {model._meta.db_table for model in owned_models()}


def pairs() -> set[tuple[str, str, str]]:
    """Return the validated keys of two columns that begin with the town on both sides."""
    rows = query(
        """
        SELECT k.conrelid::regclass::text, child.attname, k.confrelid::regclass::text
        FROM pg_constraint k
        JOIN pg_attribute town ON town.attrelid = k.conrelid AND town.attnum = k.conkey[1]
        JOIN pg_attribute child ON child.attrelid = k.conrelid AND child.attnum = k.conkey[2]
        JOIN pg_attribute far_town ON far_town.attrelid = k.confrelid AND far_town.attnum = k.confkey[1]
        JOIN pg_attribute far_id ON far_id.attrelid = k.confrelid AND far_id.attnum = k.confkey[2]
        WHERE k.contype = 'f' AND cardinality(k.conkey) = 2 AND k.convalidated
          AND town.attname = 'municipality_id' AND far_town.attname = 'municipality_id' AND far_id.attname = 'id'
        """
    )
    return {(row[0], row[1], row[2]) for row in rows}


def test_every_reference_between_town_tables_carries_the_town() -> None:
    written = [model for model in owned_models() if not is_history(model)]
    assert set(references(written)) <= pairs(), "add same_municipality() in a migration"


def test_every_row_of_a_town_points_at_its_town() -> None:
    written = {model._meta.db_table for model in owned_models() if not is_history(model)}
    keys = "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND convalidated AND confrelid = %s"
    assert written <= {table for (table,) in query(f"{keys}::regclass", "accounts_municipality")}


def test_history_keeps_its_context_in_the_guarded_row() -> None:
    for model in filter(is_history, owned_models()):
        assert not model._meta.get_field("pgh_context").is_relation, model


def test_what_is_logged_can_be_neither_changed_nor_deleted_by_the_application() -> None:
    tables = [model._meta.db_table for model in filter(is_history, owned_models())] + [*LOGGED]
    rights = "has_table_privilege('cem_app', %s, 'INSERT'), has_table_privilege('cem_app', %s, 'UPDATE,DELETE')"
    assert {table: query(f"SELECT {rights}", table, table)[0] for table in tables} == dict.fromkeys(
        tables, (True, False)
    )


def test_no_view_is_read_with_the_owners_rights() -> None:
    rows = query(
        "SELECT relname, coalesce(reloptions::text, '') FROM pg_class"
        " WHERE relkind = 'v' AND relowner = 'cem_owner'::regrole"
    )
    assert [name for name, options in rows if "security_invoker=true" not in options] == []


def test_nothing_else_opens_a_way_round() -> None:
    assert query("SELECT relname FROM pg_class WHERE relkind = 'm'") == [], "a materialised view has no policy"
    owners = "proowner = 'cem_owner'::regrole AND prosecdef"
    assert query(f"SELECT proname FROM pg_proc WHERE {owners}") == [], "it would run with the owner's rights"
    assert query("SELECT relname FROM pg_class WHERE relkind IN ('r', 'v') AND relpersistence = 'u'") == []


def test_the_application_logs_in_with_no_more_rights_than_it_needs() -> None:
    role = "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    assert query("SELECT current_user") == [("cem_app",)]
    assert query(role) == [(False, False, False, False)]
    assert query("SELECT pg_has_role('cem_app', 'cem_owner', 'member')") == [(False,)]
    assert query("SELECT count(*) FROM pg_class WHERE relowner = 'cem_app'::regrole") == [(0,)]
    assert query("SELECT has_schema_privilege('cem_app', 'public', 'CREATE')") == [(False,)]


def test_the_application_may_neither_empty_a_table_nor_hang_a_trigger_on_it() -> None:
    rights = "has_table_privilege('cem_app', oid, 'TRUNCATE') OR has_table_privilege('cem_app', oid, 'TRIGGER')"
    tables = (
        f"SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND ({rights})"
    )
    assert query(tables) == []


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE registry_person",
        "ALTER TABLE registry_person NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE registry_person DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP POLICY own_town ON registry_person",
    ],
)
def test_the_application_cannot_take_the_guards_down(statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
