"""Phiếu C of recognised households."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('recognition', '0004_no_open_complaint'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Features',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('answers', models.JSONField()),
                ('answers_hash', models.CharField(max_length=64)),
                ('form_version', models.CharField(max_length=40)),
                ('visited_on', models.DateField()),
                ('respondent', models.CharField(max_length=120)),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('filled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='features', to='recognition.recognition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recognition', 'version'), name='features_version_once')],
            },
        ),
        append_only("recognition_features"),
    ]
