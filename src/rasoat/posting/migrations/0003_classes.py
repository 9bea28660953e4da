"""The classes of the later standards; the table itself does not change."""

from django.db import migrations, models

CLASSES = [
    ("poor_income", "Hộ nghèo về thu nhập"),
    ("poor_deprivation", "Hộ nghèo thiếu hụt tiếp cận các dịch vụ xã hội cơ bản"),
    ("near_poor", "Hộ cận nghèo"),
    ("average", "Hộ có mức sống trung bình"),
    ("better_off", "Hộ có mức sống trên trung bình"),
    ("poor", "Hộ nghèo"),
    ("not_poor", "Hộ không nghèo"),
]


class Migration(migrations.Migration):
    dependencies = [("posting", "0002_append_only")]
    operations = [
        migrations.AlterField("postingentry", "result", models.CharField(choices=CLASSES, max_length=16)),
    ]
