"""No decision of recognition while a complaint of one of the commune's villages is open."""

from django.db import migrations

from rasoat.audit.immutable import none_while

OPEN = """
SELECT 1 FROM posting_complaint JOIN rounds_villageround ON rounds_villageround.id = posting_complaint.village_id
WHERE posting_complaint.outcome = '' AND rounds_villageround.commune_id = NEW.commune_id
"""


class Migration(migrations.Migration):
    dependencies = [("recognition", "0003_classes"), ("posting", "0006_told_once")]
    operations = [none_while("no_decision_while_a_complaint_is_open", "recognition_decision", OPEN)]
