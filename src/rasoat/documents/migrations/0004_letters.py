"""Letters to households; the table itself does not change."""

from django.db import migrations, models

KINDS = [
    ("minutes", "Biên bản họp thôn"),
    ("posting", "Danh sách niêm yết"),
    ("opinion", "Ý kiến thẩm định"),
    ("decision", "Quyết định công nhận"),
    ("certificate", "Giấy chứng nhận"),
    ("report_up", "Báo cáo kết quả"),
    ("letter", "Văn bản trả lời"),
]


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_attachments")]
    operations = [
        migrations.AlterField("document", "kind", models.CharField(choices=KINDS, max_length=12)),
    ]
