"""Row-level security and composite keys of this app's tables."""

from django.db import migrations

from cementiris.tenancy.operations import append_only, protect, same_municipality

TABLES = (
    "registry_ordinance",
    "registry_cemetery",
    "registry_section",
    "registry_burialunit",
    "registry_act",
    "registry_person",
    "registry_movement",
    "registry_concession",
    "registry_holding",
    "registry_extension",
)
HISTORY = (
    "registry_ordinanceevent",
    "registry_cemeteryevent",
    "registry_sectionevent",
    "registry_burialunitevent",
    "registry_actevent",
    "registry_personevent",
    "registry_movementevent",
    "registry_concessionevent",
    "registry_holdingevent",
    "registry_extensionevent",
)
KEYS = (
    ("registry_section", "cemetery_id", "registry_cemetery"),
    ("registry_section", "parent_id", "registry_section"),
    ("registry_burialunit", "cemetery_id", "registry_cemetery"),
    ("registry_burialunit", "section_id", "registry_section"),
    ("registry_act", "unit_id", "registry_burialunit"),
    ("registry_act", "document_id", "documents_document"),
    ("registry_movement", "deceased_id", "registry_person"),
    ("registry_movement", "cemetery_id", "registry_cemetery"),
    ("registry_movement", "from_unit_id", "registry_burialunit"),
    ("registry_movement", "to_unit_id", "registry_burialunit"),
    ("registry_movement", "act_id", "registry_act"),
    ("registry_concession", "unit_id", "registry_burialunit"),
    ("registry_concession", "act_id", "registry_act"),
    ("registry_holding", "concession_id", "registry_concession"),
    ("registry_holding", "person_id", "registry_person"),
    ("registry_extension", "concession_id", "registry_concession"),
    ("registry_extension", "act_id", "registry_act"),
)


class Migration(migrations.Migration):
    """Guard the tables."""

    dependencies = [("registry", "0001_initial"), ("documents", "0002_town_policies")]
    operations = [
        *[protect(table) for table in (*TABLES, *HISTORY)],
        *[append_only(table) for table in HISTORY],
        *[same_municipality(*key) for key in KEYS],
    ]
