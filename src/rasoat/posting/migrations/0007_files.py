"""A photo on a proof of posting, files with a complaint."""

import django.db.models.deletion
from django.db import migrations, models

from rasoat.audit.immutable import append_only

PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_letters"), ("posting", "0006_told_once")]
    operations = [
        migrations.AddField(
            "postingproof",
            "photo",
            models.ForeignKey(blank=True, null=True, on_delete=PROTECT, related_name="+", to="documents.attachment"),
        ),
        migrations.CreateModel(
            "ComplaintFile",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("complaint", models.ForeignKey(on_delete=PROTECT, related_name="files", to="posting.complaint")),
                (
                    "attachment",
                    models.OneToOneField(on_delete=PROTECT, related_name="+", to="documents.attachment"),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        append_only("posting_complaintfile"),
    ]
