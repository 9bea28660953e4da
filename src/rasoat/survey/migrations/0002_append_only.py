"""Facts stay: the database refuses to change or delete them."""

from django.db import migrations

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [("survey", "0001_initial")]
    operations = [
        append_only("survey_submission"),
        append_only("survey_score"),
        append_only("survey_quickscreen"),
    ]
