"""Certificates of the whole period: numbered a year, kept as issued, with a state, a token and their history."""

import secrets

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rasoat.recognition.models
from rasoat.audit.immutable import append_only, thaw

Q, F = models.Q, models.F
FROZEN = [
    "household_id", "recognition_id", "commune_id", "unit_id", "year", "practice", "number", "first_year", "last_year",
    "issued_on", "issued_by_id", "document_id", "place", "token", "replaces_id",
]  # fmt: skip
STATES = [("valid", "Còn giá trị"), ("replaced", "Đã thay bằng giấy khác"), ("withdrawn", "Đã thu hồi")]
KINDS = [
    ("issued", "Cấp giấy"),
    ("confirmed", "Xác nhận năm"),
    ("duplicated", "Cấp lại cùng số"),
    ("replaced", "Thay bằng giấy mới"),
    ("withdrawn", "Thu hồi"),
]


def to(model, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=model, **more)


def once(model, **more):
    return models.OneToOneField(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=model, **more
    )


def fill(apps, schema_editor):
    """Give the certificates that were issued before what they now say themselves, and their first entry."""
    Certificate = apps.get_model("recognition", "Certificate")
    Document = apps.get_model("documents", "Document")
    Entry = apps.get_model("recognition", "CertificateEntry")
    rows = Certificate.objects.select_related("recognition__household", "recognition__decision", "commune__round")
    for row in rows.order_by("commune", "number"):
        head = f"{row.number:02d}/GCN-HN.HCN"
        practice = row.commune.round.kind == "practice"
        held = Document.objects.filter(  # of the village of then: the household's may be another by now
            kind="certificate", unit__parent=row.commune.unit_id, issued_on=row.issued_on, practice=practice
        )
        row.document, row.place, item = next(
            (document, place, item)
            for document in held
            for place, item in enumerate(document.data["items"])
            if item["head"]["number"] == head
        )
        row.household_id, row.unit_id = row.recognition.household_id, row.commune.unit_id
        row.year, row.practice = row.issued_on.year, practice
        row.first_year, row.last_year = item["first_year"], item["last_year"]
        row.token = secrets.token_urlsafe(16)
        row.save()
        Entry.objects.create(
            certificate=row, kind="issued", on=row.issued_on, by_id=row.issued_by_id, year=row.commune.round.year,
            recognition=row.recognition, decision_id=row.recognition.decision.document_id,
        )  # fmt: skip
    if schema_editor.connection.vendor == "postgresql":  # it alters no table with checks still to come
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


WHOLE = {
    "household": to("roster.household", related_name="certificates"),
    "unit": to("areas.unit", related_name="certificates"),
    "year": models.PositiveSmallIntegerField(),
    "practice": models.BooleanField(),
    "first_year": models.PositiveSmallIntegerField(),
    "last_year": models.PositiveSmallIntegerField(),
    "document": to("documents.document", related_name="certificates"),
    "place": models.PositiveSmallIntegerField(help_text="in the items of the document"),
    "token": models.CharField(default=rasoat.recognition.models.new_token, max_length=30, unique=True),
}


def empty(name):
    """Return the field as it is while its rows are filled."""
    field = WHOLE[name].clone()
    field.null = True
    if name == "token":
        field.default, field._unique = models.NOT_PROVIDED, False
    return field


class Migration(migrations.Migration):
    dependencies = [
        ("recognition", "0007_without_opinion"),
        ("areas", "0001_initial"),
        ("documents", "0006_planning"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        thaw("recognition_certificate"),
        migrations.AlterField(
            "certificate", "recognition", to("recognition.recognition", related_name="certificates")
        ),
        *(migrations.AddField("certificate", name, empty(name)) for name in WHOLE),
        migrations.AddField("certificate", "state", models.CharField(choices=STATES, default="valid", max_length=10)),
        migrations.AddField(
            "certificate", "replaces", once("recognition.certificate", related_name="replaced_by")
        ),
        migrations.CreateModel(
            name="CertificateEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=10)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("by", to(settings.AUTH_USER_MODEL, related_name="+")),
                ("certificate", to("recognition.certificate", related_name="entries")),
                ("decision", to("documents.document", blank=True, null=True, related_name="+")),
                ("recognition", once("recognition.recognition", related_name="certified")),
            ],
            options={
                "ordering": ["certificate", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(kind__in=["issued", "confirmed"]) | ~Q(reason=""), name="certificate_entry_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=~Q(kind="confirmed")
                        | Q(year__isnull=False, recognition__isnull=False, decision__isnull=False),
                        name="certificate_line_whole",
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.AlterField("certificate", name, field) for name, field in WHOLE.items()),
        migrations.RemoveConstraint("certificate", "certificate_number_once"),
        migrations.AlterModelOptions("certificate", {"ordering": ["unit", "year", "number"]}),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(
                fields=["unit", "year", "practice", "number"], name="certificate_number_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(
                condition=Q(state="valid"), fields=["household", "first_year"], name="certificate_one_valid_a_household"
            ),
        ),
        migrations.AddConstraint(
            "certificate", models.UniqueConstraint(fields=["document", "place"], name="certificate_place_once")
        ),
        migrations.AddConstraint(
            "certificate",
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="certificate_period_is_forward"),
        ),
        append_only("recognition_certificate", frozen=FROZEN),
        append_only("recognition_certificateentry"),
    ]
