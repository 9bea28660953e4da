"""Recognitions on requests in the year: dated by themselves, without the season's decision and form."""

import django.db.models.deletion
from django.db import migrations, models

from rasoat.audit.immutable import append_only

Q = models.Q
FROZEN = ["round_id", "household_id", "decision_id", "submission_id", "recognised_on", "result", "kind", "persons"]


def _to(model):
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="recognitions", to=model
    )


def unguarded(_apps, schema_editor):
    """Drop the triggers of the table that is altered; SQLite has lost them by then, PostgreSQL has not."""
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON recognition_recognition"
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS recognition_recognition_no_{verb}{on}")


class Migration(migrations.Migration):
    dependencies = [("recognition", "0005_features"), ("survey", "0004_second_score")]
    operations = [
        migrations.RunPython(unguarded, migrations.RunPython.noop),
        migrations.AlterField("recognition", "decision", _to("recognition.decision")),
        migrations.AlterField("recognition", "submission", _to("survey.submission")),
        migrations.AddField("recognition", "recognised_on", models.DateField(blank=True, null=True, help_text="of a decision in the year about one household")),
        migrations.AddConstraint(
            "recognition",
            models.CheckConstraint(
                condition=Q(decision__isnull=False, submission__isnull=False, recognised_on__isnull=True)
                | Q(decision__isnull=True, submission__isnull=True, recognised_on__isnull=False),
                name="recognition_by_season_or_in_the_year",
            ),
        ),
        append_only("recognition_recognition", frozen=FROZEN),
    ]
