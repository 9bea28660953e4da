"""A photo and a rough place beside a form, both voluntary."""

import django.db.models.deletion
from django.db import migrations, models

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_letters'),
        ('survey', '0005_drafts_and_returns'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.attachment'),
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='evidence', serialize=False, to='survey.submission')),
                ('latitude', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                ('longitude', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('consent', models.BooleanField(default=False)),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.attachment')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('consent', True), ('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='evidence_place_with_consent'), models.CheckConstraint(condition=models.Q(('photo__isnull', False), ('latitude__isnull', False), _connector='OR'), name='evidence_holds_something')],
            },
        ),
        append_only("survey_evidence"),
    ]
