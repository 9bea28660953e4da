"""Corrections after publication; what was asked for stays as it was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0009_correction'),
        ('recognition', '0010_village_stays'),
        ('rounds', '0004_chain'),
        ('survey', '0012_correction'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.CharField(max_length=40, unique=True)),
                ('wrong', models.TextField()),
                ('reason', models.TextField()),
                ('requested_on', models.DateField()),
                ('state', models.CharField(choices=[('requested', 'Chờ kiểm tra'), ('checked', 'Chờ quyết định'), ('decided', 'Đã đính chính'), ('refused', 'Không đính chính')], default='requested', max_length=10)),
                ('opinion', models.TextField(blank=True)),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('answer', models.TextField(blank=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='documents.document')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.attachment')),
                ('made', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_by_correction', to='recognition.recognition')),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='recognition.recognition')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='survey.submission')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='rounds.villageround')),
            ],
            options={
                'ordering': ['-requested_on', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['requested', 'checked'])), fields=('recognition',), name='correction_one_open_a_recognition'), models.CheckConstraint(condition=models.Q(models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('requested_by')), _negated=True), _connector='OR'), models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('requested_by')), _negated=True), _connector='OR'), models.Q(('decided_by__isnull', True), ('checked_by__isnull', True), models.Q(('decided_by', models.F('checked_by')), _negated=True), _connector='OR')), name='correction_three_hands'), models.CheckConstraint(condition=models.Q(models.Q(('made__isnull', True), ('state', 'requested'), ('submission__isnull', True)), models.Q(('made__isnull', True), ('state', 'checked'), ('submission__isnull', False)), models.Q(('document__isnull', False), ('made__isnull', False), ('state', 'decided'), ('submission__isnull', False)), models.Q(('made__isnull', True), ('state', 'refused'), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='correction_whole')],
            },
        ),
        append_only(
            "corrections_correction",
            (
                "receipt", "village_id", "recognition_id", "wrong", "reason", "evidence_id", "requested_on",
                "requested_by_id",
            ),
        ),
    ]
