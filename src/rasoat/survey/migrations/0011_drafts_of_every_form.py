"""Phiếu A and Phiếu C may be left unfinished, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0010_moved_requests")]
    operations = [
        migrations.AddField(
            "draft",
            "form",
            models.CharField(choices=[("A", "A"), ("B", "B"), ("C", "C")], default="B", max_length=1),
        ),
        migrations.RemoveConstraint("draft", "draft_once_a_version"),
        migrations.AddConstraint(
            "draft",
            models.UniqueConstraint(fields=("listing", "form", "version"), name="draft_once_a_form_and_version"),
        ),
        migrations.AddConstraint(
            "draft",
            models.CheckConstraint(
                condition=models.Q(form__in=["A", "B", "C"]), name="draft_of_a_known_form"
            ),
        ),
    ]
