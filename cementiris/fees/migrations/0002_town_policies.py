"""Row-level security and composite keys of this app's tables."""

from django.db import migrations

from cementiris.tenancy.operations import append_only, protect, same_municipality

TABLES = ("fees_tariff", "fees_rate", "fees_adjustment")
HISTORY = tuple(f"{table}event" for table in TABLES)
KEYS = (
    ("fees_rate", "tariff_id", "fees_tariff"),
    ("fees_adjustment", "tariff_id", "fees_tariff"),
)


class Migration(migrations.Migration):
    """Guard the tables."""

    dependencies = [("fees", "0001_initial")]
    operations = [
        *[protect(table) for table in (*TABLES, *HISTORY)],
        *[append_only(table) for table in HISTORY],
        *[same_municipality(*key) for key in KEYS],
    ]
