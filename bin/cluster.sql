-- Roles and the template database of a private cluster (docs/architecture.md). Run as superuser; may be run again.
SELECT format('CREATE ROLE %s', role) FROM (VALUES
    ('cem_owner LOGIN CREATEDB'),                                      -- owns the tables, migrates, creates test databases
    ('cem_app LOGIN NOBYPASSRLS'),                                     -- the application: sees only the town that is open
    ('cem_backup LOGIN BYPASSRLS IN ROLE pg_read_all_data')            -- pg_dump must see every town
) AS wanted(role)
WHERE split_part(role, ' ', 1) NOT IN (SELECT rolname FROM pg_roles) \gexec

GRANT cem_app TO cem_owner;
ALTER ROLE cem_owner SET app.municipality = 'no town is open';
ALTER ROLE cem_app SET app.municipality = 'no town is open';
-- Unset, the history triggers catch an exception for each row they write.
ALTER ROLE cem_owner SET pgtrigger.ignore = '{}';
ALTER ROLE cem_app SET pgtrigger.ignore = '{}';

SELECT 'CREATE DATABASE template_cem OWNER cem_owner IS_TEMPLATE true'
WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = 'template_cem') \gexec
