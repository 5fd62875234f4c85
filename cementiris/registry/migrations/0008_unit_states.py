"""The states of many units at once, in SQL: the same as rules.states.derive_state (docs/adr/0018)."""

from django.db import migrations

#: What has been written of the units' rights, its dead and its closures, read as sets: never unit by unit.
#: `{rights}`, `{moves}` and the other marks hold each set to the units asked for, where those are few in their town.
DERIVATION = """
WITH chosen AS MATERIALIZED (
    SELECT u.id, u.kind,
           coalesce(u.opened_on > day, FALSE) OR coalesce(u.retired_on <= day, FALSE) AS is_gone,
           CASE WHEN u.stated_until IS NULL OR u.stated_until > day THEN u.stated_state ELSE '' END AS stated
    FROM registry_burialunit u {chosen}
),
counting AS MATERIALIZED (  -- the right that counts for each unit: accepted, then last granted
    SELECT DISTINCT ON (c.unit_id) c.unit_id, c.id, c.perpetual, upper(c.term) - 1 AS last_on
    FROM registry_concession c
    WHERE {rights} c.standing <> 'annulled'
      AND (c.granted_from IS NULL OR c.granted_from <= day) AND (c.ended_on IS NULL OR c.ended_on > day)
    ORDER BY c.unit_id, c.standing, coalesce(c.granted_from, '0001-01-01') DESC, c.id DESC
),
unknown_yet AS MATERIALIZED (  -- extensions granted after the day: on the day the right still ended before them
    SELECT e.concession_id, e.previous_expires_on, e.act_id
    FROM registry_extension e WHERE {extensions} e.granted_on > day
),
taken_back AS (
    SELECT a.id FROM registry_act a
    WHERE a.id = ANY (ARRAY(SELECT act_id FROM unknown_yet)) AND a.annulled_at IS NOT NULL
),
ended_before AS (
    SELECT y.concession_id, min(y.previous_expires_on) AS last_on FROM unknown_yet y
    WHERE NOT EXISTS (SELECT FROM taken_back t WHERE t.id = y.act_id) GROUP BY y.concession_id
),
moves AS MATERIALIZED (
    SELECT m.id, m.deceased_id, m.to_unit_id, m.remains, coalesce(m.on_from, '0001-01-01') AS on_from
    FROM registry_movement m WHERE {moves} NOT m.annulled AND (m.on_from IS NULL OR m.on_from <= day)
),
at_rest AS MATERIALIZED (  -- the last movement of each person
    SELECT m.to_unit_id AS unit_id, m.deceased_id, m.remains FROM moves m
    WHERE m.to_unit_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM moves l
                      WHERE l.deceased_id = m.deceased_id AND (l.on_from, l.id) > (m.on_from, m.id))
),
used AS (SELECT DISTINCT r.unit_id FROM at_rest r),
unburnt AS MATERIALIZED (  -- X9: bodies where only ashes go
    SELECT r.unit_id, r.deceased_id FROM at_rest r JOIN chosen u ON u.id = r.unit_id
    WHERE r.remains = 'body' AND u.kind IN ('columbarium', 'urn_space')
),
with_body AS (
    SELECT DISTINCT b.unit_id FROM unburnt b JOIN registry_person p ON p.id = b.deceased_id
    WHERE p.id = ANY (ARRAY(SELECT deceased_id FROM unburnt)) AND (p.died_until + interval '60 months')::date > day
),
owned AS MATERIALIZED (
    SELECT h.concession_id, h.person_id FROM registry_holding h
    WHERE {holdings} h.role IN ('holder', 'co_holder') AND NOT h.is_estate AND NOT h.is_widow
      AND (h.since IS NULL OR h.since <= day) AND (h.until IS NULL OR h.until > day)
),
mourned AS (  -- R13: rights in the name of somebody dead
    SELECT DISTINCT o.concession_id FROM owned o JOIN registry_person p ON p.id = o.person_id
    WHERE {people} p.is_dead AND (p.died_from IS NULL OR p.died_from <= day)
),
closed AS (
    SELECT DISTINCT c.unit_id FROM registry_closure c WHERE {closures} NOT c.annulled AND c.period @> day
),
soon AS (
    SELECT (day + make_interval(months => coalesce((
        SELECT o.reminder_months FROM registry_ordinance o
        WHERE o.valid_from <= day ORDER BY o.valid_from DESC LIMIT 1), 3)))::date AS until
),
known AS (
    SELECT u.id, u.stated, u.is_gone OR closed.unit_id IS NOT NULL AS is_out,
           c.id IS NOT NULL AS is_held, coalesce(c.perpetual, FALSE) AS is_perpetual,
           coalesce(e.last_on, c.last_on) AS last_on, used.unit_id IS NOT NULL AS is_used,
           mourned.concession_id IS NOT NULL AS is_mourned, with_body.unit_id IS NOT NULL AS has_body
    FROM chosen u
    LEFT JOIN counting c ON c.unit_id = u.id
    LEFT JOIN ended_before e ON e.concession_id = c.id
    LEFT JOIN mourned ON mourned.concession_id = c.id
    LEFT JOIN used ON used.unit_id = u.id
    LEFT JOIN with_body ON with_body.unit_id = u.id
    LEFT JOIN closed ON closed.unit_id = u.id
)
SELECT k.id,
       CASE WHEN k.is_out THEN 'out'
            WHEN k.last_on < day THEN 'expired'
            WHEN k.last_on <= (SELECT until FROM soon) THEN 'soon'
            WHEN k.is_perpetual THEN 'perpetual'
            WHEN k.stated = 'expired' AND k.last_on IS NULL THEN 'expired'
            WHEN k.is_used OR k.stated = 'occupied' THEN 'occupied'
            WHEN k.is_held THEN 'conceded'
            ELSE 'free' END,
       k.is_perpetual AND k.last_on IS NULL
       OR k.is_mourned
       OR k.stated = 'occupied' AND NOT k.is_used
       OR k.stated = 'free' AND (k.is_used OR k.is_held)
       OR k.has_body,
       k.last_on,
       k.is_perpetual
FROM known k
"""

OF_FEW = DERIVATION.format(
    chosen="WHERE u.id = ANY (units)",
    rights="c.unit_id = ANY (units) AND",
    extensions="e.concession_id = ANY (ARRAY(SELECT id FROM counting)) AND",
    moves="""m.deceased_id = ANY (ARRAY(
        SELECT a.deceased_id FROM registry_movement a WHERE a.to_unit_id = ANY (units))) AND""",
    holdings="h.concession_id = ANY (ARRAY(SELECT id FROM counting)) AND",
    people="p.id = ANY (ARRAY(SELECT person_id FROM owned)) AND",
    closures="c.unit_id = ANY (units) AND",
)
OF_MANY = DERIVATION.format(
    chosen="JOIN unnest(units) AS asked(id) ON asked.id = u.id",
    rights="", extensions="", moves="", holdings="", people="", closures="",
)  # fmt: skip

ANSWER = """
RETURNS TABLE (unit_id bigint, state text, is_anomalous boolean, right_ends_on date, is_perpetual boolean)
LANGUAGE plpgsql STABLE SECURITY INVOKER
"""

#: Under row-level security PostgreSQL takes every town for one of average size. In a large one it would then join unit
#: by unit, four times slower; and planning anew at each call takes as long as a wall of niches.
PLANNED = "SET enable_nestloop = off SET plan_cache_mode = force_generic_plan"


def answering(name: str, body: str) -> migrations.RunSQL:
    """A function over the units asked for and a day."""
    arguments = "(units bigint[], day date)"
    return migrations.RunSQL(
        f"CREATE FUNCTION {name}{arguments} {ANSWER} {body}", f"DROP FUNCTION {name}(bigint[], date)"
    )


def deriving(name: str, derivation: str) -> migrations.RunSQL:
    """A function that answers with one derivation."""
    return answering(
        name, f"{PLANNED} AS $$ #variable_conflict use_column\nBEGIN RETURN QUERY {derivation}; END $$"
    )


#: The sets of a whole town are read four times as fast, unit for unit, as by index.
CHOOSING = """AS $$ #variable_conflict use_column
BEGIN
    IF cardinality(units) < 500 OR (
        SELECT count(*) FROM (SELECT FROM registry_burialunit LIMIT 4 * cardinality(units)) town
    ) = 4 * cardinality(units) THEN
        RETURN QUERY SELECT * FROM registry_states_of_few(units, day);
    ELSE
        RETURN QUERY SELECT * FROM registry_states_of_many(units, day);
    END IF;
END $$"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0007_plan_and_wall")]

    operations = [
        deriving("registry_states_of_few", OF_FEW),
        deriving("registry_states_of_many", OF_MANY),
        answering("registry_unit_states", CHOOSING),
    ]
