"""Standards of a province under their own name; what one was founded on stays for good."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("lawbook", "0002_append_only"),
    ]
    operations = [
        migrations.CreateModel(
            name="LocalStandard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pack", models.CharField(max_length=20, unique=True)),
                ("base_pack", models.CharField(max_length=20)),
                ("base_hash", models.CharField(max_length=64)),
                ("mark", models.CharField(max_length=64)),
                ("files", models.JSONField()),
                ("founded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "founded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.unit"
                    ),
                ),
            ],
            options={"ordering": ["pack"]},
        ),
        append_only("lawbook_localstandard"),
    ]
