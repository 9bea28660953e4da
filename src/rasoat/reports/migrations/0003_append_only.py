"""Frozen figures stay: the database refuses to change or delete them."""

from django.db import migrations

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_frozen_sets")]
    operations = [
        append_only(
            "reports_reportset",
            (
                "round_id", "unit_id", "number", "official", "as_of", "units", "sha256", "code_version", "made_by_id",
                "made_at",
            ),
        ),
        append_only("reports_frozentable"),
        append_only("reports_frozenhousehold"),
    ]
