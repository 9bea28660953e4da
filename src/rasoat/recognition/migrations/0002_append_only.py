"""Facts stay: the database refuses to change or delete them."""

from django.db import migrations

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [("recognition", "0001_initial")]
    operations = [
        append_only("recognition_decision"),
        append_only("recognition_certificate"),
        append_only(
            "recognition_recognition",
            frozen=["round_id", "household_id", "decision_id", "submission_id", "result", "kind", "persons"],
        ),
    ]
