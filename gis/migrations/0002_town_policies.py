"""Row-level security and composite keys of the plan's tables, and of what a photograph shows."""

from django.db import migrations

from cementiris.tenancy.operations import append_only, protect, same_municipality

TABLES = (
    "plan_plansettings",
    "plan_path",
    "plan_surveyfile",
    "plan_surveyfeature",
    "plan_planedit",
    "plan_planchange",
    "plan_layertoken",
)
HISTORY = ("plan_plansettingsevent", "plan_pathevent", "plan_layertokenevent")
KEYS = (
    ("plan_path", "cemetery_id", "registry_cemetery"),
    ("plan_surveyfile", "cemetery_id", "registry_cemetery"),
    ("plan_surveyfeature", "survey_id", "plan_surveyfile"),
    ("plan_surveyfeature", "unit_id", "registry_burialunit"),
    ("plan_surveyfeature", "section_id", "registry_section"),
    ("plan_planedit", "cemetery_id", "registry_cemetery"),
    ("plan_planedit", "survey_id", "plan_surveyfile"),
    ("plan_planchange", "edit_id", "plan_planedit"),
    ("plan_planchange", "cemetery_id", "registry_cemetery"),
    ("plan_planchange", "section_id", "registry_section"),
    ("plan_planchange", "unit_id", "registry_burialunit"),
    ("plan_planchange", "path_id", "plan_path"),
    ("registry_attachment", "section_id", "registry_section"),
)


class Migration(migrations.Migration):
    """Guard the tables."""

    dependencies = [("plan", "0001_initial")]
    operations = [
        *[protect(table) for table in (*TABLES, *HISTORY)],
        *[append_only(table) for table in HISTORY],
        *[same_municipality(*key) for key in KEYS],
    ]
