"""The form of a request in the year as its applicant sent it."""

import django.db.models.deletion
import rasoat.roster.identity
from django.db import migrations, models

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('yearround', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='CasePaper',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='paper', serialize=False, to='yearround.case')),
                ('answers', models.JSONField()),
                ('members', models.JSONField()),
                ('sealed', rasoat.roster.identity.SealedField(blank=True, default='', purpose='rasoat.case.sealed')),
                ('sent_as', models.UUIDField(unique=True)),
            ],
        ),
        append_only("yearround_casepaper"),
    ]
