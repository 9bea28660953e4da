"""Every opening entry has its village; where a household belonged is never rewritten."""

import django.db.models.deletion
from django.db import migrations, models

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [("roster", "0003_past_villages")]

    operations = [
        migrations.AlterField(
            "openingentry",
            "village",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.unit"
            ),
        ),
        append_only("roster_pastvillage"),
    ]
