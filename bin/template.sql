-- What each database of the project starts with. Run as superuser in template_cem; may be run again.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS unaccent;

ALTER DEFAULT PRIVILEGES FOR ROLE cem_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO cem_app;
ALTER DEFAULT PRIVILEGES FOR ROLE cem_owner GRANT USAGE, SELECT ON SEQUENCES TO cem_app;

-- Under row-level security an index serves only operators that cannot leak a row they were not meant to see.
-- These may show a value in an error message, to somebody who writes SQL: only the application does.
DO $$
DECLARE operator regprocedure;
BEGIN
    FOR operator IN
        SELECT oid::regprocedure FROM pg_proc WHERE NOT proleakproof AND proname IN (
            'textlike', 'texticlike', 'similarity_op', 'word_similarity_op', 'word_similarity_commutator_op',
            'geometry_overlaps', 'range_overlaps', 'range_contains', 'range_contains_elem')
    LOOP
        EXECUTE format('ALTER FUNCTION %s LEAKPROOF', operator);
    END LOOP;
END $$;
