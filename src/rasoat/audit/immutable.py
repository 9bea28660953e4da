"""Database triggers that refuse UPDATE and DELETE, for tables whose rows are facts (SQLite and PostgreSQL)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import migrations

_SQLITE = """
CREATE TRIGGER {table}_no_{lower} BEFORE {verb} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION rasoat_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{lower} BEFORE {verb} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION rasoat_append_only()
"""


_SQLITE_WHILE = """
CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN EXISTS ({rows})
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
_POSTGRES_WHILE = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS ({rows}) THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$
"""
_POSTGRES_ASKS = "CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def none_while(name: str, table: str, rows: str) -> migrations.RunPython:
    """Return the migration that refuses INSERT into ``table`` while the query ``rows`` finds anything; ``NEW`` is the row.

    SQLite will not rebuild a table that a trigger elsewhere reads: a later migration that alters one of the tables in
    ``rows`` drops this trigger first and makes it again.
    """

    def forwards(_apps: Any, schema_editor: Any) -> None:
        sqlite = schema_editor.connection.vendor == "sqlite"
        for template in (_SQLITE_WHILE,) if sqlite else (_POSTGRES_WHILE, _POSTGRES_ASKS):
            schema_editor.execute(template.format(name=name, table=table, rows=rows), params=None)

    def backwards(_apps: Any, schema_editor: Any) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    return migrations.RunPython(forwards, backwards)


def append_only(table: str, frozen: Sequence[str] = ()) -> migrations.RunPython:
    """Return the migration that makes ``table`` append-only.

    With ``frozen`` columns, UPDATE is refused only when one of them changes; DELETE is always refused.
    """
    return migrations.RunPython(_create(table, frozen), _drop(table))


def thaw(table: str) -> migrations.RunPython:
    """Return the migration that takes the triggers of ``table`` away, for ``append_only`` to set other ones."""
    return migrations.RunPython(_drop(table), migrations.RunPython.noop)


def _create(table: str, frozen: Sequence[str]) -> Callable[[Any, Any], None]:
    def forwards(_apps: Any, schema_editor: Any) -> None:
        sqlite = schema_editor.connection.vendor == "sqlite"
        differs = "IS NOT" if sqlite else "IS DISTINCT FROM"
        changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in frozen)
        if not sqlite:
            schema_editor.execute(_POSTGRES_FUNCTION, params=None)
        for verb in ("UPDATE", "DELETE"):
            when = f"WHEN ({changed})" if changed and verb == "UPDATE" else ""
            template = _SQLITE if sqlite else _POSTGRES
            schema_editor.execute(
                template.format(table=table, verb=verb, lower=verb.lower(), when=when), params=None
            )

    return forwards


def _drop(table: str) -> Callable[[Any, Any], None]:
    def backwards(_apps: Any, schema_editor: Any) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")

    return backwards
