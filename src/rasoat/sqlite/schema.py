"""Changes of tables. SQLite rebuilds a table to change it, and a table that is dropped takes its triggers with it."""

from __future__ import annotations

import re
from typing import Any

from django.db.backends.sqlite3 import schema


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Takes the triggers that concern a table off before it is rebuilt, and puts the same ones back behind it."""

    def _remake_table(self, model: Any, *args: Any, **kwargs: Any) -> None:
        triggers = self._triggers(model._meta.db_table)
        for name, _sql in triggers:
            self.execute(f'DROP TRIGGER "{name}"')
        super()._remake_table(model, *args, **kwargs)  # type: ignore[misc]
        for _name, sql in triggers:
            self.execute(sql, params=None)

    def _triggers(self, table: str) -> list[tuple[str, str]]:
        """Return name and text of the triggers on a table, and of those elsewhere that look into it."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
            )
            every = cursor.fetchall()
        named = re.compile(rf"\b{re.escape(table)}\b")
        return [(name, sql) for name, on, sql in every if on == table or named.search(sql)]
