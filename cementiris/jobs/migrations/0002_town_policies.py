"""Row-level security and composite keys of this app's tables."""

from django.db import migrations

from cementiris.tenancy.operations import protect

TABLES = (
    "jobs_progress",
)


class Migration(migrations.Migration):
    """Guard the tables."""

    dependencies = [("jobs", "0001_initial")]
    operations = [
        *[protect(table) for table in TABLES],
    ]
