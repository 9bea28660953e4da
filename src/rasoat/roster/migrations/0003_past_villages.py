"""Where households belonged before their units changed, and in which village an opening entry was made."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def where_they_are(apps: Any, schema_editor: Any) -> None:
    """Put every entry into the village of its household: no unit has changed yet."""
    homes = apps.get_model("roster", "Household").objects.filter(pk=OuterRef("household"))
    apps.get_model("roster", "OpeningEntry").objects.update(village=Subquery(homes.values("village")[:1]))


def village() -> Any:
    """The column, empty at first."""
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.unit"
    )


class Migration(migrations.Migration):
    dependencies = [("roster", "0002_opening_poor"), ("areas", "0002_heirs")]

    operations = [
        migrations.CreateModel(
            name="PastVillage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateField()),
                ("code", models.CharField(max_length=40)),
                ("persons", models.PositiveSmallIntegerField()),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past_villages",
                        to="roster.household",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past_households",
                        to="areas.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["household", "until"],
                "constraints": [
                    models.UniqueConstraint(fields=["household", "village"], name="past_village_once"),
                    models.UniqueConstraint(fields=["household", "until"], name="past_village_one_a_day"),
                    models.UniqueConstraint(fields=["village", "code"], name="past_village_code_once"),
                ],
            },
        ),
        migrations.AddField("openingentry", "village", village()),
        migrations.RunPython(where_they_are, migrations.RunPython.noop),
    ]
