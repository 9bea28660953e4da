"""The rules of requests and of the committee's decision; nobody who was considered can be taken off the list."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('roster', '0002_opening_poor'),
        ('rounds', '0002_second_standard'),
        ('survey', '0007_requests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='listing',
            name='inclusion',
            field=models.CharField(choices=[('pending', 'Chờ Phiếu A'), ('asked', 'Chờ Ban xem xét'), ('included', 'Khảo sát'), ('left_out', 'Không khảo sát')], max_length=10),
        ),
        migrations.AlterField(
            model_name='request',
            name='channel',
            field=models.CharField(choices=[('person', 'Nộp trực tiếp'), ('post', 'Gửi bưu điện'), ('web', 'Gửi qua mạng')], max_length=10),
        ),
        migrations.AlterField(
            model_name='request',
            name='commune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='rounds.communeround'),
        ),
        migrations.AlterField(
            model_name='request',
            name='form',
            field=models.CharField(choices=[('1a', 'Đề nghị bổ sung hộ nghèo, hộ cận nghèo'), ('1b', 'Đề nghị thoát nghèo, thoát cận nghèo')], max_length=2),
        ),
        migrations.AlterField(
            model_name='request',
            name='listing',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='survey.listing'),
        ),
        migrations.AlterField(
            model_name='request',
            name='sent_as',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name='request',
            name='state',
            field=models.CharField(choices=[('waiting', 'Chờ xã tiếp nhận'), ('taken_in', 'Đã tiếp nhận'), ('refused', 'Không tiếp nhận')], default='waiting', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group', 'current'), ('hardship', '')), models.Q(models.Q(('group', 'current'), _negated=True), models.Q(('hardship', ''), _negated=True)), _connector='OR'), name='listing_group_two_has_hardship'),
        ),
        migrations.AddConstraint(
            model_name='quickscreen',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('decision_reason', '')), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('rule_leaves_out', True), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='screen_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='quickscreen',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('filled_by')), _negated=True), _connector='OR'), name='screen_decided_by_another'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.UniqueConstraint(fields=('listing', 'form'), name='request_once_a_form'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='request_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken_in'), _negated=True), ('household__isnull', False), _connector='OR'), name='request_taken_in_for_household'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='request_refused_with_reason'),
        ),
        append_only('survey_listing', ['village_id', 'household_id', '"group"', 'hardship', 'reason', 'added_by_id']),
    ]
