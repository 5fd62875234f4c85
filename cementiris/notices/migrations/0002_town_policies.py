"""Row-level security and composite keys of this app's tables."""

from django.db import migrations

from cementiris.tenancy.operations import append_only, protect, same_municipality

TABLES = ("notices_campaign", "notices_letter", "notices_letterevent")
KEYS = (
    ("notices_campaign", "template_id", "documents_documenttemplate"),
    ("notices_letter", "campaign_id", "notices_campaign"),
    ("notices_letter", "concession_id", "registry_concession"),
    ("notices_letterevent", "letter_id", "notices_letter"),
)


class Migration(migrations.Migration):
    """Guard the tables."""

    dependencies = [("notices", "0001_initial"), ("registry", "0002_town_policies"), ("documents", "0002_town_policies")]
    operations = [
        *[protect(table) for table in TABLES],
        append_only("notices_letterevent"),
        *[same_municipality(*key) for key in KEYS],
    ]
