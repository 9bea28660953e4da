"""A round knows from which day on its units are others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0004_chain")]

    operations = [
        migrations.AddField(
            "round",
            "regrouped_on",
            models.DateField(
                blank=True,
                editable=False,
                help_text="the first day on which one of its villages was another unit",
                null=True,
            ),
        ),
    ]
