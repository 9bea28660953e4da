"""Places as rows, proof of posting, and what a complaint keeps of its receipt, its day and its answer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PLACES = [
    ("office", "Trụ sở Ủy ban nhân dân xã"),
    ("house", "Nhà sinh hoạt cộng đồng của thôn"),
    ("loudspeaker", "Hệ thống loa truyền thanh"),
]
CHANNELS = [("person", "Trực tiếp"), ("phone", "Điện thoại"), ("paper", "Đơn thư"), ("web", "Trang công khai")]
DUE_BY = [("law", "theo quy định của đợt rà soát"), ("commune", "do xã đặt, văn bản không thấy quy định")]


def _key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _to(model, related_name, **more):
    return models.ForeignKey(to=model, on_delete=django.db.models.deletion.PROTECT, related_name=related_name, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_letters"),
        ("posting", "0003_classes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RenameField("posting", "places", "old_places"),
        migrations.CreateModel(
            "PostingPlace",
            [
                ("id", _key()),
                ("posting", _to("posting.posting", "places")),
                ("kind", models.CharField(choices=PLACES, max_length=12)),
                ("name", models.CharField(max_length=120)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
            ],
            options={"ordering": ["posting", "pk"]},
        ),
        migrations.CreateModel(
            "PostingProof",
            [
                ("id", _key()),
                ("place", _to("posting.postingplace", "proofs")),
                ("seen_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_by", _to(settings.AUTH_USER_MODEL, "+")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"ordering": ["seen_on", "pk"]},
        ),
        migrations.AddConstraint(
            "postingplace",
            models.UniqueConstraint(fields=["posting", "kind"], name="posting_place_once"),
        ),
        migrations.AddConstraint(
            "postingplace",
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="posting_place_span_is_forward"
            ),
        ),
        migrations.AlterField("complaint", "channel", models.CharField(choices=CHANNELS, max_length=10)),
        migrations.AddField(
            "complaint",
            "contact",
            models.CharField(blank=True, default="", help_text="where the complainant can be reached", max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            "complaint",
            "about",
            models.CharField(
                blank=True, default="", help_text="whose household, as the complainant named it", max_length=120
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "complaint",
            "fingerprint",
            models.CharField(default="", help_text="of the household and the folded text", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField("complaint", "due_on", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "complaint",
            "due_by",
            models.CharField(blank=True, choices=DUE_BY, default="", max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            "complaint",
            "letter",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
    ]
