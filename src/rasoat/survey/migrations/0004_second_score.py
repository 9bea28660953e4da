"""What a form gives by the second standard of its round."""

import django.db.models.deletion
from django.db import migrations, models

from rasoat.audit.immutable import append_only

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
    dependencies = [("survey", "0003_members_and_classes")]
    operations = [
        migrations.CreateModel(
            name="SecondScore",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="second",
                        serialize=False,
                        to="survey.submission",
                    ),
                ),
                ("b1", models.PositiveSmallIntegerField()),
                ("b2", models.PositiveSmallIntegerField()),
                ("result", models.CharField(choices=CLASSES, max_length=16)),
                ("deprivations", models.CharField(blank=True, max_length=40)),
                ("pack", models.CharField(max_length=20)),
                ("pack_hash", models.CharField(max_length=64)),
                ("reference_date", models.DateField()),
                ("code_version", models.CharField(max_length=20)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(result__in=[value for value, _ in CLASSES]),
                        name="second_score_known_class",
                    ),
                    models.CheckConstraint(condition=models.Q(b2__lte=120), name="second_score_b2_in_range"),
                ]
            },
        ),
        append_only("survey_secondscore"),
    ]
