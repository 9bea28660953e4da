"""Database triggers that refuse a row no action may write, where a check constraint cannot look at another table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasoat.audit.immutable import Guard

_SQLITE = """
CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$
"""
_POSTGRES = "CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def refused_rows(table: str, name: str, condition: str) -> Guard:
    """Return the migration after which no row is inserted for which ``condition`` (SQL about ``NEW``) holds."""
    words = {"table": table, "name": name, "condition": condition}
    return Guard(_create(words), _drop(words), sets=[name])


def _create(words: dict[str, str]) -> Callable[[Any, Any], None]:
    def forwards(apps: Any, schema_editor: Any) -> None:
        _drop(words)(apps, schema_editor)
        sqlite = schema_editor.connection.vendor == "sqlite"
        for template in [_SQLITE] if sqlite else [_POSTGRES_FUNCTION, _POSTGRES]:
            schema_editor.execute(template.format(**words), params=None)

    return forwards


def _drop(words: dict[str, str]) -> Callable[[Any, Any], None]:
    def backwards(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute("DROP TRIGGER IF EXISTS {name}".format(**words))
        else:
            schema_editor.execute("DROP TRIGGER IF EXISTS {name} ON {table}".format(**words))
            schema_editor.execute("DROP FUNCTION IF EXISTS {name}()".format(**words))

    return backwards
