"""Facts stay: the database refuses to change or delete them."""

from django.db import migrations

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [("yearround", "0001_requests")]
    operations = [append_only("yearround_caseform")]
