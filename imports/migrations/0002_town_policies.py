"""Row-level security and composite keys of this app's tables."""

from django.db import migrations

from cementiris.tenancy.operations import protect, same_municipality

TABLES = (
    "imports_importbatch",
    "imports_importfile",
    "imports_importrow",
    "imports_sourcelink",
)
KEYS = (
    ("imports_importbatch", "cemetery_id", "registry_cemetery"),
    ("imports_importfile", "batch_id", "imports_importbatch"),
    ("imports_importrow", "batch_id", "imports_importbatch"),
    ("imports_sourcelink", "row_id", "imports_importrow"),
    ("imports_sourcelink", "unit_id", "registry_burialunit"),
    ("imports_sourcelink", "concession_id", "registry_concession"),
    ("imports_sourcelink", "movement_id", "registry_movement"),
)


class Migration(migrations.Migration):
    """Guard the tables."""

    dependencies = [("imports", "0001_initial"), ("registry", "0002_town_policies")]
    operations = [
        *[protect(table) for table in TABLES],
        *[same_municipality(*key) for key in KEYS],
    ]
