"""Unfinished forms kept on the server, answers two people differ over, and forms sent back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('survey', '0004_second_score'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('revision', models.PositiveIntegerField(default=0)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('started_at', models.DateTimeField(auto_now_add=True)),
                ('saved_at', models.DateTimeField()),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='survey.listing')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DraftClash',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('value', models.TextField(blank=True)),
                ('editor', models.CharField(max_length=40)),
                ('typed_at', models.DateTimeField()),
                ('taken', models.BooleanField(null=True)),
                ('chosen_at', models.DateTimeField(blank=True, null=True)),
                ('chosen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clashes', to='survey.draft')),
                ('typed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FormReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('returned_on', models.DateField()),
                ('returned_at', models.DateTimeField(auto_now_add=True)),
                ('filled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('returned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sent_back', to='survey.submission')),
            ],
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('listing', 'version'), name='draft_once_a_version'),
        ),
        migrations.AddConstraint(
            model_name='draftclash',
            constraint=models.UniqueConstraint(condition=models.Q(('taken__isnull', True)), fields=('draft', 'name', 'editor'), name='clash_open_once_a_page'),
        ),
        migrations.AddConstraint(
            model_name='draftclash',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chosen_at__isnull', True), ('chosen_by__isnull', True), ('taken__isnull', True)), models.Q(('chosen_at__isnull', False), ('chosen_by__isnull', False), ('taken__isnull', False)), _connector='OR'), name='clash_is_open_or_chosen'),
        ),
        migrations.AddConstraint(
            model_name='formreturn',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='return_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='formreturn',
            constraint=models.CheckConstraint(condition=models.Q(('returned_by', models.F('filled_by')), _negated=True), name='return_by_another_than_filled'),
        ),
        append_only("survey_formreturn"),
    ]
