"""Row-level security and composite keys of the corrections, words and layouts."""

from django.db import migrations

from cementiris.tenancy.operations import protect, same_municipality


class Migration(migrations.Migration):
    """Guard the tables."""

    dependencies = [("imports", "0003_corrections_and_undoing")]
    operations = [
        *[protect(table) for table in ("imports_importfix", "imports_wordmeaning", "imports_sourcelayout")],
        same_municipality("imports_importfix", "batch_id", "imports_importbatch"),
    ]
