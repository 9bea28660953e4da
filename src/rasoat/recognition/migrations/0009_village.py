"""A recognition keeps the village to which the household belonged."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from rasoat.audit.immutable import thaw


def where_they_are(apps: Any, schema_editor: Any) -> None:
    """Put every recognition into the village of its household: no unit has changed yet."""
    homes = apps.get_model("roster", "Household").objects.filter(pk=OuterRef("household"))
    apps.get_model("recognition", "Recognition").objects.update(
        village=Subquery(homes.values("village")[:1])
    )


def village() -> Any:
    """The column, empty at first."""
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.unit"
    )


class Migration(migrations.Migration):
    dependencies = [("recognition", "0008_certificates_of_a_period"), ("roster", "0003_past_villages")]

    operations = [
        thaw("recognition_recognition"),
        migrations.AddField("recognition", "village", village()),
        migrations.RunPython(where_they_are, migrations.RunPython.noop),
    ]
