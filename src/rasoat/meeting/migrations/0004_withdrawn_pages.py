"""A page of signed minutes that was sent by mistake is withdrawn with the reason; its file stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rasoat.audit.immutable import append_only, thaw

Q = models.Q


class Migration(migrations.Migration):
    dependencies = [
        ("meeting", "0003_votes_invitations_signed_copies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        thaw("meeting_signedpage"),
        migrations.AddField("signedpage", "withdrawn_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "signedpage",
            "withdrawn_by",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField("signedpage", "withdrawn_why", models.CharField(blank=True, default="", max_length=300), preserve_default=False),
        migrations.AddConstraint(
            "signedpage",
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why=""),
                name="meeting_signedpage_withdrawn_whole",
            ),
        ),
        append_only("meeting_signedpage", frozen=["meeting_id", "number", "attachment_id"]),
    ]
