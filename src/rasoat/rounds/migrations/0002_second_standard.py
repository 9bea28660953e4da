"""A round may carry a second standard beside the one that decides."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="round", name="second_pack", field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="round", name="second_pack_hash", field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=Q(second_pack="", second_pack_hash="")
                | ~Q(second_pack="") & ~Q(second_pack_hash="") & ~Q(second_pack_hash=F("pack_hash")),
                name="round_second_standard_is_another",
            ),
        ),
    ]
