"""A scanned page may be the signed certificate of one household."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_correction"), ("recognition", "0010_village_stays")]
    operations = [
        migrations.CreateModel(
            name="CertificateScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="recognition.certificate"
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_certificate",
                        to="documents.scannedpage",
                    ),
                ),
            ],
            options={"ordering": ["certificate", "page__number"]},
        ),
    ]
