"""Row-level security and composite keys of the tables of every act; closures leave the unit's columns for a table."""

from django.db import migrations

from cementiris.tenancy.operations import append_only, protect, same_municipality

TABLES = (
    "registry_application",
    "registry_attachment",
    "registry_closure",
    "registry_formernumber",
    "registry_lapsefile",
    "registry_lapsestep",
    "registry_merger",
    "registry_personmatch",
    "registry_successor",
    "registry_workorder",
    "registry_workslicence",
)
HISTORY = tuple(f"{table}event" for table in TABLES)
KEYS = (
    ("registry_application", "unit_id", "registry_burialunit"),
    ("registry_application", "decided_act_id", "registry_act"),
    ("registry_application", "act_id", "registry_act"),
    ("registry_attachment", "unit_id", "registry_burialunit"),
    ("registry_attachment", "concession_id", "registry_concession"),
    ("registry_attachment", "act_id", "registry_act"),
    ("registry_closure", "unit_id", "registry_burialunit"),
    ("registry_closure", "act_id", "registry_act"),
    ("registry_closure", "ended_by_id", "registry_act"),
    ("registry_formernumber", "unit_id", "registry_burialunit"),
    ("registry_formernumber", "section_id", "registry_section"),
    ("registry_formernumber", "act_id", "registry_act"),
    ("registry_lapsefile", "concession_id", "registry_concession"),
    ("registry_lapsefile", "act_id", "registry_act"),
    ("registry_lapsestep", "file_id", "registry_lapsefile"),
    ("registry_lapsestep", "attachment_id", "registry_attachment"),
    ("registry_lapsestep", "document_id", "documents_document"),
    ("registry_lapsestep", "act_id", "registry_act"),
    ("registry_merger", "unit_id", "registry_burialunit"),
    ("registry_merger", "part_id", "registry_burialunit"),
    ("registry_merger", "act_id", "registry_act"),
    ("registry_merger", "ended_by_id", "registry_act"),
    ("registry_personmatch", "kept_id", "registry_person"),
    ("registry_personmatch", "other_id", "registry_person"),
    ("registry_personmatch", "act_id", "registry_act"),
    ("registry_personmatch", "undone_by_id", "registry_act"),
    ("registry_successor", "concession_id", "registry_concession"),
    ("registry_successor", "person_id", "registry_person"),
    ("registry_successor", "act_id", "registry_act"),
    ("registry_workorder", "unit_id", "registry_burialunit"),
    ("registry_workorder", "movement_id", "registry_movement"),
    ("registry_workorder", "licence_id", "registry_workslicence"),
    ("registry_workorder", "act_id", "registry_act"),
    ("registry_workslicence", "unit_id", "registry_burialunit"),
    ("registry_workslicence", "concession_id", "registry_concession"),
    ("registry_workslicence", "document_id", "documents_document"),
    ("registry_workslicence", "act_id", "registry_act"),
    ("registry_act", "corrects_id", "registry_act"),
    ("registry_concession", "ended_by_id", "registry_act"),
    ("registry_holding", "act_id", "registry_act"),
    ("registry_holding", "ended_by_id", "registry_act"),
    ("registry_person", "merged_into_id", "registry_person"),
)
CLOSED_UNITS = """
ALTER TABLE registry_burialunit NO FORCE ROW LEVEL SECURITY;
ALTER TABLE registry_closure NO FORCE ROW LEVEL SECURITY;
INSERT INTO registry_closure (municipality_id, unit_id, reason, note, period, annulled)
SELECT municipality_id, id, 'other', out_of_service_reason,
       daterange(out_of_service_from, out_of_service_until), FALSE
FROM registry_burialunit
WHERE out_of_service_from IS NOT NULL
  AND (out_of_service_until IS NULL OR out_of_service_until > out_of_service_from);
ALTER TABLE registry_closure FORCE ROW LEVEL SECURITY;
ALTER TABLE registry_burialunit FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Guard the tables, and keep what units said of being closed."""

    dependencies = [("registry", "0003_every_act")]
    operations = [
        *[protect(table) for table in (*TABLES, *HISTORY)],
        *[append_only(table) for table in HISTORY],
        *[same_municipality(*key) for key in KEYS],
        migrations.RunSQL(CLOSED_UNITS, migrations.RunSQL.noop),
        *[
            migrations.RemoveField(model_name=model, name=f"out_of_service_{column}")
            for model in ("burialunit", "burialunitevent")
            for column in ("from", "until", "reason")
        ],
    ]
