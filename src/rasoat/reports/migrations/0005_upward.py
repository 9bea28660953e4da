"""Sets and approvals that correct others; preliminary figures and results of provinces."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('documents', '0009_correction'),
        ('reports', '0004_own_forms'),
        ('rounds', '0004_chain'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Preliminary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_on', models.DateField()),
                ('received_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ProvinceLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['result', 'report_set__unit__path'],
            },
        ),
        migrations.CreateModel(
            name='ProvinceResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('practice', models.BooleanField()),
                ('official', models.BooleanField()),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('prepared', 'Đã tổng hợp'), ('approved', 'Đã phê duyệt'), ('reported', 'Đã báo cáo Bộ')], default='prepared', max_length=10)),
                ('households', models.PositiveIntegerField()),
                ('persons', models.PositiveIntegerField()),
                ('poor', models.PositiveIntegerField()),
                ('near_poor', models.PositiveIntegerField()),
                ('average', models.PositiveIntegerField(blank=True, null=True)),
                ('missing', models.JSONField(blank=True, default=list)),
                ('figures_sha256', models.CharField(max_length=64)),
                ('prepared_on', models.DateField()),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('reported_on', models.DateField(blank=True, null=True)),
                ('reported_as', models.CharField(blank=True, help_text='number of the letter to the ministry', max_length=60)),
            ],
            options={
                'ordering': ['unit', 'year', 'official', 'number'],
            },
        ),
        migrations.AlterModelOptions(
            name='districtapproval',
            options={'ordering': ['round', 'number']},
        ),
        migrations.AddField(
            model_name='districtapproval',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='reports.districtapproval'),
        ),
        migrations.AddField(
            model_name='districtapproval',
            name='number',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='reportset',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='reports.reportset'),
        ),
        migrations.AlterField(
            model_name='districtapproval',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='rounds.round'),
        ),
        migrations.AddConstraint(
            model_name='districtapproval',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='approval_number_once'),
        ),
        migrations.AddConstraint(
            model_name='districtapproval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), ('number', 1)), models.Q(('corrects__isnull', False), ('number__gt', 1)), _connector='OR'), name='approval_first_or_corrects'),
        ),
        migrations.AddField(
            model_name='preliminary',
            name='document',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document'),
        ),
        migrations.AddField(
            model_name='preliminary',
            name='received_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='preliminary',
            name='report_set',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sent_as_preliminary', to='reports.reportset'),
        ),
        migrations.AddField(
            model_name='preliminary',
            name='round',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='preliminary', to='rounds.round'),
        ),
        migrations.AddField(
            model_name='preliminary',
            name='sent_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='provinceline',
            name='report_set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.reportset'),
        ),
        migrations.AddField(
            model_name='provinceresult',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='provinceresult',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='reports.provinceresult'),
        ),
        migrations.AddField(
            model_name='provinceresult',
            name='document',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document'),
        ),
        migrations.AddField(
            model_name='provinceresult',
            name='prepared_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='provinceresult',
            name='reported_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='provinceresult',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='province_results', to='areas.unit'),
        ),
        migrations.AddField(
            model_name='provinceline',
            name='result',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='reports.provinceresult'),
        ),
        migrations.AddConstraint(
            model_name='preliminary',
            constraint=models.CheckConstraint(condition=models.Q(('received_by__isnull', True), models.Q(('received_by', models.F('sent_by')), _negated=True), _connector='OR'), name='preliminary_received_by_another'),
        ),
        migrations.AddConstraint(
            model_name='provinceresult',
            constraint=models.UniqueConstraint(fields=('unit', 'year', 'practice', 'official', 'number'), name='province_result_number_once'),
        ),
        migrations.AddConstraint(
            model_name='provinceresult',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'prepared')), fields=('unit', 'year', 'practice', 'official'), name='province_result_one_prepared'),
        ),
        migrations.AddConstraint(
            model_name='provinceresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('prepared_by')), _negated=True), _connector='OR'), models.Q(('reported_by__isnull', True), models.Q(('reported_by', models.F('approved_by')), _negated=True), _connector='OR')), name='province_result_other_hands'),
        ),
        migrations.AddConstraint(
            model_name='provinceresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', True), ('reported_by__isnull', True), ('state', 'prepared')), models.Q(('approved_by__isnull', False), ('document__isnull', False), ('reported_by__isnull', True), ('state', 'approved')), models.Q(('approved_by__isnull', False), ('document__isnull', False), ('reported_by__isnull', False), ('state', 'reported'), models.Q(('reported_as', ''), _negated=True)), _connector='OR'), name='province_result_whole'),
        ),
        migrations.AddConstraint(
            model_name='provinceline',
            constraint=models.UniqueConstraint(fields=('result', 'report_set'), name='province_line_once'),
        ),
        append_only(
            "reports_reportset",
            (
                "round_id", "unit_id", "number", "official", "as_of", "units", "sha256", "code_version", "made_by_id",
                "made_at", "corrects_id",
            ),
        ),
        append_only("reports_provinceline"),
    ]
