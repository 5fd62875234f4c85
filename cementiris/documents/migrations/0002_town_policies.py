"""Row-level security and composite keys of this app's tables."""

from django.db import migrations

from cementiris.tenancy.operations import append_only, protect, same_municipality

TABLES = (
    "documents_documenttemplate",
    "documents_numbercounter",
    "documents_document",
)
HISTORY = (
    "documents_documenttemplateevent",
    "documents_documentevent",
)
KEYS = (
    ("documents_document", "template_id", "documents_documenttemplate"),
)


class Migration(migrations.Migration):
    """Guard the tables."""

    dependencies = [("documents", "0001_initial")]
    operations = [
        *[protect(table) for table in (*TABLES, *HISTORY)],
        *[append_only(table) for table in HISTORY],
        *[same_municipality(*key) for key in KEYS],
    ]
