"""Decisions of correction and of a province."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_scanned_pages'),
    ]

    operations = [
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('invitation', 'Giấy mời họp thôn'), ('minutes', 'Biên bản họp thôn'), ('posting', 'Danh sách niêm yết'), ('inspection', 'Biên bản kiểm tra'), ('opinion', 'Ý kiến thẩm định'), ('decision', 'Quyết định công nhận'), ('correction', 'Quyết định đính chính'), ('province', 'Quyết định phê duyệt của tỉnh'), ('certificate', 'Giấy chứng nhận'), ('report_up', 'Báo cáo kết quả'), ('letter', 'Văn bản trả lời'), ('plan', 'Kế hoạch rà soát'), ('charges', 'Bảng phân công'), ('dispatch', 'Công văn đôn đốc')], max_length=12),
        ),
    ]
