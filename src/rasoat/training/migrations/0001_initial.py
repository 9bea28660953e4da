

import django.db.models.deletion
import rasoat.training.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0001_initial'),
        ('rounds', '0003_unit_calendar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Conference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('held_on', models.DateField()),
                ('begins_at', models.TimeField()),
                ('place', models.CharField(max_length=200)),
                ('host', models.CharField(max_length=160)),
                ('called_on', models.DateField()),
                ('called_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conferences', to='rounds.round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.unit')),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('household', models.PositiveSmallIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('answers', models.JSONField()),
                ('wrong', models.PositiveSmallIntegerField()),
                ('of', models.PositiveSmallIntegerField()),
                ('pack_hash', models.CharField(max_length=64)),
                ('made_on', models.DateField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='rounds.round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['household', 'number'],
                'constraints': [models.UniqueConstraint(fields=('round', 'user', 'household', 'number'), name='attempt_once'), models.CheckConstraint(condition=models.Q(('wrong__lte', models.F('of'))), name='attempt_wrong_within')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('starts_at', models.TimeField()),
                ('title', models.CharField(max_length=200)),
                ('speaker', models.CharField(blank=True, max_length=120)),
                ('topic', models.CharField(blank=True, max_length=20)),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='training.conference')),
            ],
            options={
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('conference', 'order'), name='agenda_item_once')],
            },
        ),
        migrations.CreateModel(
            name='Invitee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=120)),
                ('office', models.CharField(blank=True, max_length=160)),
                ('guest', models.BooleanField(default=False)),
                ('code', models.CharField(default=rasoat.training.models.new_code, max_length=32, unique=True)),
                ('present_at', models.DateTimeField(blank=True, null=True)),
                ('way', models.CharField(blank=True, choices=[('list', 'Đánh dấu trên danh sách'), ('code', 'Quét mã giấy mời')], max_length=4)),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitees', to='training.conference')),
                ('marked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.unit')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['unit__path', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('conference', 'user'), name='invitee_once'), models.CheckConstraint(condition=models.Q(models.Q(('marked_by__isnull', True), ('present_at__isnull', True), ('way', '')), models.Q(('marked_by__isnull', False), ('present_at__isnull', False), models.Q(('way', ''), _negated=True)), _connector='OR'), name='invitee_marked_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=20)),
                ('pack_hash', models.CharField(max_length=64)),
                ('read_on', models.DateField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='rounds.round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'user', 'topic', 'pack_hash'), name='reading_once')],
            },
        ),
    ]
