"""Signed copies of issued documents, scanned back in; a page sent by mistake is withdrawn, never deleted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rasoat.audit.immutable import append_only

Q = models.Q


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_inspection_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="ScannedPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=300)),
                ("number", models.PositiveSmallIntegerField()),
                ("attachment", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.attachment")),
                ("document", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="documents.document")),
                ("withdrawn_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["document", "number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                        | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why=""),
                        name="documents_scannedpage_withdrawn_whole",
                    ),
                    models.UniqueConstraint(fields=("document", "number"), name="scanned_page_once"),
                ],
            },
        ),
        append_only("documents_scannedpage", frozen=["document_id", "number", "attachment_id"]),
    ]
