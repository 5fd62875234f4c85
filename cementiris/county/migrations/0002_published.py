"""Every town's figures are read by all, and each is written by its own town alone."""

from django.db import migrations

from cementiris.tenancy.operations import publish

TABLES = ("county_townfigures", "county_cemeteryfigures", "county_kindfigures")


class Migration(migrations.Migration):
    """Guard the tables."""

    dependencies = [("county", "0001_initial")]
    operations = [publish(table) for table in TABLES]
