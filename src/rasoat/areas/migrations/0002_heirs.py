"""A path names one unit for ever, and every unit knows what holds its area now."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def heirs_of_themselves(apps: Any, schema_editor: Any) -> None:
    """Let every unit there is hold its own area."""
    apps.get_model("areas", "Unit").objects.update(heir_path=F("path"))


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]

    operations = [
        migrations.AddField(
            "unit", "heir_path", models.CharField(db_index=True, default="", editable=False, max_length=100),
            preserve_default=False,
        ),
        migrations.RunPython(heirs_of_themselves, migrations.RunPython.noop),
        migrations.RemoveConstraint("unit", "unit_path_once_a_day"),
        migrations.AlterField("unit", "path", models.CharField(max_length=100, unique=True)),
    ]
