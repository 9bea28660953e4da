"""A commune may have days of its own, and a province the last days that no plan may pass."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial"), ("rounds", "0002_second_standard")]
    operations = [
        migrations.AddField(
            model_name="deadline",
            name="unit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.unit"
            ),
        ),
        migrations.RemoveConstraint(model_name="deadline", name="deadline_once_a_step"),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.UniqueConstraint(
                condition=Q(unit__isnull=True), fields=("round", "step"), name="deadline_once_a_step"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.UniqueConstraint(
                condition=Q(unit__isnull=False), fields=("round", "unit", "step"), name="deadline_once_a_step_and_unit"
            ),
        ),
    ]
