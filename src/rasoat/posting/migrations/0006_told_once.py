"""A complaint is told once a posting; places and proofs are facts."""

from django.db import migrations, models

from rasoat.audit.immutable import append_only

Q = models.Q


class Migration(migrations.Migration):
    dependencies = [("posting", "0005_places")]
    operations = [
        migrations.RemoveField("posting", "old_places"),
        migrations.AddConstraint(
            "complaint",
            models.UniqueConstraint(fields=["posting", "fingerprint"], name="complaint_once_a_posting"),
        ),
        migrations.AddConstraint(
            "complaint",
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, due_by="") | Q(due_on__isnull=False) & ~Q(due_by=""),
                name="complaint_due_has_its_source",
            ),
        ),
        append_only("posting_postingplace"),
        append_only("posting_postingproof"),
    ]
