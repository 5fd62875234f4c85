"""The view that holds only what may be public, and the guards of the requests' table."""

from django.db import migrations

from cementiris.tenancy.operations import append_only, protect, same_municipality

# security_invoker: the view is read with the visitor's rights, so each table's own policy keeps the towns apart.
# A person's last movement that is not annulled says where they rest; an exhumation without a new place ends it.
# A burial registered here always has its day, so an entry without any date comes from an old book and is shown.
# The lateral subqueries make PostgreSQL begin with the names: given plain joins it begins with the movements.
PUBLIC_ENTRY = """
CREATE VIEW lookup_publicentry WITH (security_invoker = true) AS
SELECT person.id,
       person.municipality_id,
       person.text AS name,
       person.given_name,
       person.surname1,
       person.surname2,
       person.folded,
       substring(person.died_on FROM '^[0-9]{4}')::integer AS year_of_death,
       CASE WHEN movement.kind = 'burial' THEN substring(movement.on FROM '^[0-9]{4}')::integer END AS year_of_burial,
       greatest(person.died_until, burials.on_until) AS known_until,
       cemetery.id AS cemetery_id,
       cemetery.name AS cemetery_name,
       section.id AS section_id,
       coalesce(section.level_name, '') AS section_level,
       coalesce(section.name, '') AS section_name,
       unit.id AS unit_id,
       coalesce(unit.kind, '') AS unit_kind,
       coalesce(unit.number, '') AS unit_number,
       unit.floor,
       unit."column",
       ST_X(place.on_earth) AS lon,
       ST_Y(place.on_earth) AS lat,
       ST_Distance(cemetery.entrance, place.point) AS metres_from_entrance
FROM registry_person person
CROSS JOIN LATERAL (
    SELECT last.kind, last.on, last.cemetery_id, last.to_unit_id
    FROM registry_movement last
    WHERE last.municipality_id = person.municipality_id AND last.deceased_id = person.id AND NOT last.annulled
    ORDER BY last.on_from DESC NULLS LAST, last.id DESC
    LIMIT 1) movement
CROSS JOIN LATERAL (
    SELECT max(burial.on_until) AS on_until
    FROM registry_movement burial
    WHERE burial.municipality_id = person.municipality_id AND burial.deceased_id = person.id
      AND burial.kind = 'burial' AND NOT burial.annulled) burials
CROSS JOIN LATERAL (
    SELECT own.id, own.name, own.entrance
    FROM registry_cemetery own
    WHERE own.municipality_id = person.municipality_id AND own.id = movement.cemetery_id
    LIMIT 1) cemetery
LEFT JOIN registry_burialunit unit
  ON unit.municipality_id = person.municipality_id AND unit.id = movement.to_unit_id
LEFT JOIN registry_section section
  ON section.municipality_id = person.municipality_id AND section.id = unit.section_id
CROSS JOIN LATERAL (
    SELECT point, ST_Transform(point, 4326) AS on_earth
    FROM (SELECT coalesce(unit.point, ST_PointOnSurface(unit.footprint), ST_PointOnSurface(section.footprint)) AS point)
    AS here) place
WHERE person.kind = 'natural'
  AND NOT person.hidden_from_public
  AND person.folded <> ''
  AND (movement.to_unit_id IS NOT NULL OR movement.kind = 'burial')
"""


class Migration(migrations.Migration):
    """Make the view, guard the table."""

    dependencies = [("lookup", "0001_initial"), ("registry", "0002_town_policies")]
    operations = [
        protect("lookup_erasurerequest"),
        protect("lookup_erasurerequestevent"),
        append_only("lookup_erasurerequestevent"),
        same_municipality("lookup_erasurerequest", "person_id", "registry_person"),
        migrations.RunSQL(PUBLIC_ENTRY, "DROP VIEW lookup_publicentry"),
    ]
