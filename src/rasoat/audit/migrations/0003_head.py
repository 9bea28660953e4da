"""The head of the log, before its first entry."""

from typing import Any

from django.db import migrations


def create(apps: Any, _schema_editor: Any) -> None:
    apps.get_model("audit", "Head").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
