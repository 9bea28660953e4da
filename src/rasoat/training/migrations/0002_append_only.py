"""Facts stay: the database refuses to change or delete what was read and practised."""

from django.db import migrations

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [
        append_only("training_reading"),
        append_only("training_attempt"),
    ]
