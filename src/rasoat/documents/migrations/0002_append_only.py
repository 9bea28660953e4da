"""Facts stay: the database refuses to change or delete them."""

from django.db import migrations

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        append_only("documents_document"),
        append_only("documents_print"),
    ]
