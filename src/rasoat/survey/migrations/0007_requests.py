"""Requests by form 1a or 1b that may wait at the commune's desk, reasons by code, and the committee's decision."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rasoat.roster.identity


def complete(apps, _schema_editor):
    """Give what was received before its commune, household and day, and every household of group 2 a code."""
    listing, request = apps.get_model("survey", "Listing"), apps.get_model("survey", "Request")
    listing.objects.exclude(group="current").update(hardship="other")
    for each in request.objects.select_related("listing__village"):
        each.commune_id = each.listing.village.commune_id
        each.village_id, each.household_id = each.listing.village_id, each.listing.household_id
        each.sent_as, each.state = uuid.uuid4(), "taken_in"
        each.decided_on, each.decided_by_id = each.received_on, each.received_by_id
        each.save()


def person():
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [
        ("roster", "0002_opening_poor"),
        ("rounds", "0002_second_standard"),
        ("survey", "0006_evidence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterModelOptions(name="request", options={"ordering": ["received_on", "pk"]}),
        migrations.AddField("listing", "hardship", models.CharField(blank=True, max_length=20)),
        migrations.AddField("quickscreen", "asked_reason", models.TextField(blank=True)),
        migrations.AddField("quickscreen", "decided_by", person()),
        migrations.AddField("quickscreen", "decided_on", models.DateField(null=True)),
        migrations.AddField("quickscreen", "decision_reason", models.TextField(blank=True)),
        migrations.AddField(
            "request", "answer", models.TextField(blank=True, help_text="why it is refused")
        ),
        migrations.AddField("request", "answers", models.JSONField(blank=True, default=dict)),
        migrations.AddField("request", "members", models.JSONField(blank=True, default=list)),
        migrations.AddField("request", "confirmed_by", person()),
        migrations.AddField("request", "decided_by", person()),
        migrations.AddField("request", "decided_on", models.DateField(null=True)),
        migrations.AddField("request", "form", models.CharField(default="1a", max_length=2)),
        migrations.AddField(
            "request",
            "household",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="roster.household",
            ),
        ),
        migrations.AddField(
            "request",
            "sealed",
            rasoat.roster.identity.SealedField(blank=True, default="", purpose="rasoat.request.sealed"),
        ),
        migrations.AddField("request", "sent_as", models.UUIDField(null=True)),
        migrations.AddField("request", "state", models.CharField(default="waiting", max_length=10)),
        migrations.AddField(
            "request",
            "commune",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="rounds.communeround",
            ),
        ),
        migrations.AddField(
            "request",
            "village",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="rounds.villageround",
            ),
        ),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
