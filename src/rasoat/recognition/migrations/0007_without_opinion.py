"""A decision without an opinion, where the chain of approval asks nobody for one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rasoat.audit.immutable import append_only, none_while, thaw

OPEN = """
SELECT 1 FROM posting_complaint JOIN rounds_villageround ON rounds_villageround.id = posting_complaint.village_id
WHERE posting_complaint.outcome = '' AND rounds_villageround.commune_id = NEW.commune_id
"""
TABLE = "recognition_decision"
TRIGGER = "no_decision_while_a_complaint_is_open"


def unguarded(_apps, schema_editor):
    """Drop the trigger that is made again below: SQLite loses it with the altered table, PostgreSQL does not."""
    on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {TABLE}"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER}{on}")


class Migration(migrations.Migration):
    dependencies = [
        ("recognition", "0006_in_the_year"),
        ("posting", "0006_told_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(unguarded, migrations.RunPython.noop),
        thaw(TABLE),
        migrations.AlterField(
            "decision",
            "appraised_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        append_only(TABLE),
        none_while(TRIGGER, TABLE, OPEN),
    ]
