"""The inspector's form keeps its member table and the reasons given."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0002_classes")]
    operations = [
        migrations.AddField("inspection", "members", models.JSONField(blank=True, default=list)),
        migrations.AddField("inspection", "remarks", models.JSONField(blank=True, default=dict)),
    ]
