"""A form keeps its member table and the reasons given; a score may give the classes of the later standards."""

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
# SQLite rebuilds a table to change it, and loses its triggers: they are taken off first and put back last.
LOCKS = [append_only("survey_submission"), append_only("survey_score")]


class Migration(migrations.Migration):
    dependencies = [("survey", "0002_append_only")]
    operations = [
        *(migrations.RunPython(lock.reverse_code, lock.code) for lock in LOCKS),
        migrations.AddField("submission", "members", models.JSONField(blank=True, default=list)),
        migrations.AddField("submission", "remarks", models.JSONField(blank=True, default=dict)),
        migrations.RemoveConstraint("score", "score_known_class"),
        migrations.AlterField("score", "result", models.CharField(choices=CLASSES, max_length=16)),
        migrations.AddConstraint(
            "score",
            models.CheckConstraint(
                condition=models.Q(result__in=[value for value, _ in CLASSES]), name="score_known_class"
            ),
        ),
        *LOCKS,
    ]
