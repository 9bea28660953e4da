"""Every recognition has its village, and keeps it."""

import django.db.models.deletion
from django.db import migrations, models

from rasoat.audit.immutable import append_only

FROZEN = [
    "round_id", "household_id", "village_id", "decision_id", "submission_id", "recognised_on", "result", "kind", "persons",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("recognition", "0009_village")]

    operations = [
        migrations.AlterField(
            "recognition",
            "village",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.unit"
            ),
        ),
        append_only("recognition_recognition", frozen=FROZEN),
    ]
