"""An opening list of the standard of 2022 says poor without saying by what; the table itself does not change."""

from django.db import migrations, models

KINDS = [
    ("poor_income", "Hộ nghèo về thu nhập"),
    ("poor_deprivation", "Hộ nghèo thiếu hụt tiếp cận dịch vụ xã hội cơ bản"),
    ("poor", "Hộ nghèo"),
    ("near_poor", "Hộ cận nghèo"),
    ("once_poor", "Đã thoát nghèo trước đây"),
    ("once_near_poor", "Đã thoát cận nghèo trước đây"),
]


class Migration(migrations.Migration):
    dependencies = [("roster", "0001_initial")]
    operations = [
        migrations.AlterField("openingentry", "kind", models.CharField(choices=KINDS, max_length=20)),
    ]
