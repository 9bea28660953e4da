"""What a report counted, household by household, and the reasons of a return, item by item; neither changes."""

import django.db.models.deletion
from django.db import migrations, models

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('appraisal', '0004_inspection_plans_and_findings'),
        ('roster', '0002_opening_poor'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportedHousehold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('poor_income', 'Hộ nghèo về thu nhập'), ('poor_deprivation', 'Hộ nghèo thiếu hụt tiếp cận các dịch vụ xã hội cơ bản'), ('near_poor', 'Hộ cận nghèo'), ('average', 'Hộ có mức sống trung bình'), ('better_off', 'Hộ có mức sống trên trung bình'), ('poor', 'Hộ nghèo'), ('not_poor', 'Hộ không nghèo')], max_length=16)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='roster.household')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listed', to='appraisal.communereport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'household'), name='reported_household_once')],
            },
        ),
        migrations.CreateModel(
            name='ReturnReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_key', models.CharField(help_text='a check of the dossier', max_length=20)),
                ('text', models.CharField(max_length=500)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reasons', to='appraisal.communereport')),
            ],
            options={
                'ordering': ['report', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'check_key'), name='return_reason_once'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='return_reason_says_something')],
            },
        ),
        append_only("appraisal_reportedhousehold"),
        append_only("appraisal_returnreason"),
    ]
