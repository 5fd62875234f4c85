"""Row-level security and composite keys of this app's tables."""

from django.db import migrations

from cementiris.tenancy.operations import append_only, protect

TABLES = (
    "audit_accesslog",
)


class Migration(migrations.Migration):
    """Guard the tables."""

    dependencies = [("audit", "0001_initial")]
    operations = [
        *[protect(table) for table in TABLES],
        *[append_only(table) for table in TABLES],
    ]
