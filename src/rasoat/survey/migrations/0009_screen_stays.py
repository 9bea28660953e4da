"""Phiếu A stays as it was filled; what the committee decides about it may be added beside it."""

from django.db import migrations

from rasoat.audit.immutable import append_only, thaw

FILLED = ["listing_id", "answers", "count", "rule_leaves_out", "filled_on", "filled_by_id", "asked_reason"]


class Migration(migrations.Migration):
    dependencies = [("survey", "0008_request_rules")]
    operations = [thaw("survey_quickscreen"), append_only("survey_quickscreen", FILLED)]
