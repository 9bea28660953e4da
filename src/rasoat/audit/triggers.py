"""Which triggers a database should have by the migrations it has gone through, and which of them it lacks."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rasoat.audit.immutable import Guard

_INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def declared() -> set[str]:
    """Return the names of the triggers that the applied migrations have set."""
    loader = MigrationExecutor(connection).loader
    names: set[str] = set()
    plan = MigrationExecutor(connection).migration_plan(loader.graph.leaf_nodes(), clean_start=True)
    for migration, _backwards in plan:
        if (migration.app_label, migration.name) in loader.applied_migrations:
            for step in migration.operations:
                if isinstance(step, Guard):
                    names = (names - set(step.drops)) | set(step.sets)
    return names


def installed() -> set[str]:
    """Return the names of the triggers the database has."""
    with connection.cursor() as cursor:
        cursor.execute(_INSTALLED[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def missing() -> list[str]:
    """Return the triggers the database should have and lacks, by name."""
    return sorted(declared() - installed())
