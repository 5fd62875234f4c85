"""The public sees nothing before its day, and of what hospitals send nothing ever."""

from django.db import migrations

# What is planned for a coming day (a permit is written beforehand) counts from that day on: until then the last
# movement is the one before it. Foetal and surgical remains are of nobody whom the public may look for: the one has no
# life that ended, the other is somebody who lives.
PUBLIC_ENTRY = """
CREATE OR REPLACE VIEW lookup_publicentry WITH (security_invoker = true) AS
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
    SELECT last.kind, last.on, last.remains, last.cemetery_id, last.to_unit_id
    FROM registry_movement last
    WHERE last.municipality_id = person.municipality_id AND last.deceased_id = person.id AND NOT last.annulled
      AND (last.on_from IS NULL OR last.on_from <= (now() AT TIME ZONE 'Europe/Madrid')::date)
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
  AND movement.remains NOT IN ('foetal', 'surgical')
  AND (movement.to_unit_id IS NOT NULL OR movement.kind = 'burial')
"""


class Migration(migrations.Migration):
    """Make the view anew; taken back, it only shows more."""

    dependencies = [("lookup", "0002_public_entry")]
    operations = [migrations.RunSQL(PUBLIC_ENTRY, migrations.RunSQL.noop)]
